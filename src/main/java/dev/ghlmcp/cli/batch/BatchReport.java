package dev.ghlmcp.cli.batch;

import dev.ghlmcp.cli.output.ProgressLine;
import dev.ghlmcp.cli.output.RowOutput;
import dev.ghlmcp.cli.output.SelectedFields;
import dev.ghlmcp.json.Json;
import dev.ghlmcp.mcp.call.ToolResult;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/// Prints the result of each line, and counts. Thread-safe.
final class BatchReport implements AutoCloseable {
    private final RowOutput output;
    private final SelectedFields selected;
    private final boolean cells;
    private final long total;
    private final ProgressLine progress;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong before = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong uncertain = new AtomicLong();

    /// @param cells whether results become cells
    /// @param total of all lines; negative if that is not known
    BatchReport(RowOutput output, SelectedFields selected, boolean cells, long total, SendGuard budgets) {
        this.output = output;
        this.selected = selected;
        this.cells = cells;
        this.total = total;
        this.progress = ProgressLine.start(this::count, () -> total, () -> failures() + budgets.left());
    }

    void before() {
        before.incrementAndGet();
    }

    void done(long line, ToolResult result) {
        ObjectNode json = SelectedFields.json(result);
        if (cells) {
            selected.rows(json, result.outcome(), true)
                    .forEach(row -> print(numbered(line).setAll(row).put("line", line)));
        } else {
            print(numbered(line).set("result", selected.whole(json, result.outcome())));
        }
        done.incrementAndGet();
    }

    void failed(long line, String sentence, String outcome) {
        print(numbered(line).put("error", sentence).put("outcome", outcome));
        failed.incrementAndGet();
    }

    /// It may have been carried out or not.
    void uncertain(long line, String sentence) {
        print(numbered(line).put("error", sentence).put("outcome", "uncertain"));
        uncertain.incrementAndGet();
    }

    boolean lost() {
        return output.lost();
    }

    boolean clean() {
        return failed.get() == 0 && uncertain.get() == 0 && complaint() == null;
    }

    /// A sentence about names of `--select` that no result had; null if there are none.
    String complaint() {
        return selected.complaint();
    }

    /// Such as `1000 lines: 650 done, 348 done before, 2 failed`.
    String summary(boolean stopped, boolean resumable) {
        long count = count();
        String left = !stopped
                ? ""
                : (total < 0 ? ", the others left" : ", " + (total - count) + " left")
                        + (resumable ? "; the same command goes on from there" : "");
        return Math.max(count, total) + (Math.max(count, total) == 1 ? " line: " : " lines: ") + done + " done"
                + (before.get() == 0 ? "" : ", " + before + " done before")
                + (failed.get() == 0 ? "" : ", " + failed + " failed")
                + (uncertain.get() == 0 ? "" : ", " + uncertain + " uncertain")
                + left
                + (uncertain.get() == 0
                        ? ""
                        : "\nUncertain lines may have been carried out or not. Look at their records, then run again with"
                                + " --uncertain done or --uncertain repeat; with only some of the lines as input, that"
                                + " decides for those.");
    }

    private long count() {
        return done.get() + before.get() + failed.get() + uncertain.get();
    }

    private String failures() {
        return failed.get() + uncertain.get() == 0 ? "" : (failed.get() + uncertain.get()) + " failed, ";
    }

    private static ObjectNode numbered(long line) {
        return Json.MAPPER.createObjectNode().put("line", line);
    }

    private void print(ObjectNode row) {
        progress.around(() -> {
            output.row(row);
            output.out.flush();
        });
    }

    @Override
    public void close() {
        progress.close();
        output.close();
    }
}
