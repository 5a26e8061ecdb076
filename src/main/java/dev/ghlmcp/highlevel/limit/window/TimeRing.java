package dev.ghlmcp.highlevel.limit.window;

/// The latest of a log of times, in their order. It grows with use, to as many as are asked for. Not thread-safe.
final class TimeRing {
    private static final int MIN = 4;

    private long[] times = new long[MIN];
    private int first;
    private int size;
    private long dropped;
    private boolean drops;

    int size() {
        return size;
    }

    /// @param place 0 for the earliest that is kept
    long time(int place) {
        return times[(first + place) % times.length];
    }

    /// Notes a time, or the last that there is if that is later.
    ///
    /// @param length how many are to be kept
    void add(long time, int length) {
        for (; size >= length; size--) {
            dropped = time(0);
            drops = true;
            first = (first + 1) % times.length;
        }
        if (size == times.length) {
            grow(Math.min(length, size * 2));
        }
        long last = size == 0 ? time : Math.max(time, time(size - 1));
        set(size++, last);
    }

    /// Puts a time in the place of the last one.
    void replaceLast(long time) {
        set(size - 1, Math.max(time, time(size - 1)));
    }

    /// Moves the time that is nearest to one, if it is near enough, to a later one.
    void move(long time, long near, long by) {
        int place = size - since(time);
        if (place == size || (place > 0 && time - time(place - 1) <= time(place) - time)) {
            place--;
        }
        if (place < 0 || Math.abs(time(place) - time) > near) {
            return;
        }
        long moved = time(place) + by;
        for (; place + 1 < size && time(place + 1) < moved; place++) {
            set(place, time(place + 1));
        }
        set(place, moved);
    }

    /// How many there are later than this.
    int since(long time) {
        int count = 0;
        while (count < size && time(size - 1 - count) - time > 0) {
            count++;
        }
        return count;
    }

    /// The latest that is no longer kept, or another time if all are: what a longer interval would count is not all
    /// known.
    long dropped(long none) {
        return drops ? dropped : none;
    }

    private void set(int place, long time) {
        times[(first + place) % times.length] = time;
    }

    private void grow(int length) {
        long[] more = new long[length];
        for (int place = 0; place < size; place++) {
            more[place] = time(place);
        }
        times = more;
        first = 0;
    }
}
