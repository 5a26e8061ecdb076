package dev.ghlmcp.sync;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import dev.ghlmcp.text.Excerpt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions of mappings beside JSONata's own, for what people and programs write in many ways. What can be read in two
/// ways is refused with a sentence.
final class MappingFunctions {
    private static final int MAX_LENGTH = 60;

    private static final Pattern AMOUNT =
            Pattern.compile("(?<open>\\()?(?<minus>-)?(?<digits>\\d+(?:[.,']\\d+)*)(?<after>-)?(?<close>\\))?");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{0,3}\\p{Sc}|[A-Z]{3}");
    private static final Pattern EXTENSION =
            Pattern.compile("(?:[,;]\\s*ext=?|\\b(?:extension|ext|x)\\b|(?<=[\\d)\\s])x(?=\\d)|#)[.:=]?\\s*\\d*\\s*$");
    private static final Pattern PHONE = Pattern.compile("\\+?[\\d\\s().-]*");

    private MappingFunctions() {}

    static void bind(Frame frame) {
        frame.bind("amount", Jsonata.function("amount", MappingFunctions::amount, "<x-s?:n>"));
        frame.bind("phone", Jsonata.function("phone", MappingFunctions::phone, "<x-:s>"));
        frame.bind("list", Jsonata.function("list", MappingFunctions::list, "<x-:a>"));
    }

    /// A number, or a text such as `$1,250.00`, `1.250,00 EUR` or `(80.00)`, as a number; nothing for nothing.
    ///
    /// @param point the decimal sign, where the text does not tell; null if it is not known
    private static Number amount(Object value, String point) {
        if (value instanceof Number number) {
            return number;
        }
        String text = text(value, "$amount");
        if (text.isEmpty()) {
            return null;
        }
        Matcher read = AMOUNT.matcher(withoutCurrency(text));
        boolean whole = text.length() <= MAX_LENGTH && read.matches();
        if (!whole || (read.group("open") == null) != (read.group("close") == null)) {
            throw new MappingException(shown(text) + " is no amount");
        }
        int signs = (read.group("open") == null ? 0 : 1)
                + (read.group("minus") == null ? 0 : 1)
                + (read.group("after") == null ? 0 : 1);
        if (signs > 1) {
            throw new MappingException(shown(text) + " is no amount: it has two signs");
        }
        BigDecimal amount = new BigDecimal(plain(text, read.group("digits"), point));
        return (signs == 0 ? amount : amount.negate()).doubleValue();
    }

    /// A space between digits parts thousands.
    private static String withoutCurrency(String text) {
        String left = text.replaceAll("[\\s\u00a0\u202f]+", " ")
                .replace('\u2212', '-')
                .replace('\u2019', '\'');
        String amount = CURRENCY.matcher(left).replaceAll(name -> known(name.group()) ? " " : name.group());
        return amount.replaceAll("(?<=\\d) (?=\\d)", "'").replace(" ", "");
    }

    private static boolean known(String currency) {
        return !currency.matches("[A-Z]{3}")
                || Currency.getAvailableCurrencies().stream()
                        .anyMatch(each -> each.getCurrencyCode().equals(currency));
    }

    /// With a point before the decimals, and nothing between thousands.
    private static String plain(String text, String digits, String point) {
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        String sign = last < 0 ? "" : digits.substring(last, last + 1);
        boolean decimal = !sign.isEmpty() && (point == null ? decimal(text, digits, last) : sign.equals(point));
        String whole = decimal ? digits.substring(0, last) : digits;
        if (!whole.matches("\\d+|\\d{1,3}(?:\\.\\d{3})+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?:'\\d{3})+")
                || (decimal && whole.contains(sign))) {
            throw new MappingException(shown(text) + " is no amount: its thousands are not told apart by one sign");
        }
        return whole.replaceAll("[.,']", "") + (decimal ? "." + digits.substring(last + 1) : "");
    }

    private static boolean decimal(String text, String digits, int last) {
        String before = digits.substring(0, last);
        if (digits.length() - last - 1 != 3 || before.matches("0|\\d{4,}|.*['.,].*")) {
            return before.indexOf(digits.charAt(last)) < 0;
        }
        String other = digits.replace(',', '.');
        throw new MappingException(shown(text) + " can be read as " + digits.replaceAll("[.,]", "") + " and as " + other
                + ": send it with two decimals, or write $amount(..., \".\") if the point is the decimal sign, \",\" if"
                + " the comma is");
    }

    /// A telephone number as `+12075550142`, without its extension; nothing for nothing. Ten digits are of the United
    /// States and Canada.
    private static String phone(Object value) {
        String text = value instanceof Number number
                ? new BigDecimal(number.toString()).toPlainString()
                : text(value, "$phone");
        boolean fits = text.length() <= MAX_LENGTH;
        String number = fits
                ? EXTENSION
                        .matcher(text.toLowerCase(Locale.ROOT))
                        .replaceFirst("")
                        .strip()
                : "";
        String digits = number.replace("(0)", "").replaceAll("[^0-9]", "");
        if (fits && digits.isEmpty()) {
            return null;
        }
        boolean abroad = number.startsWith("+") || digits.startsWith("00");
        String full = abroad ? digits.replaceFirst("^00", "") : digits.length() == 10 ? "1" + digits : digits;
        boolean dialled = full.length() >= (abroad ? 7 : 11) && full.length() <= 15 && !full.startsWith("0");
        if (!dialled || !PHONE.matcher(number).matches()) {
            throw new MappingException(shown(text)
                    + " is no telephone number that can be dialled from everywhere: write it as +12075550142");
        }
        return "+" + full;
    }

    /// The texts of a list, or of texts with commas: without spaces around, and without empty ones.
    private static List<Object> list(Object value) {
        List<Object> texts = new ArrayList<>();
        if (value instanceof List<?> items) {
            items.forEach(item -> texts.addAll(list(item)));
        } else {
            for (String each : text(value, "$list").split(",", -1)) {
                if (!each.isBlank()) {
                    texts.add(each.strip());
                }
            }
        }
        return texts;
    }

    private static String text(Object value, String function) {
        return switch (value) {
            case null -> "";
            case String text -> text.strip();
            case Number number -> JsonataValues.node(function, number).asString();
            case Object none when none.equals(Jsonata.NULL_VALUE) -> "";
            case List<?> one when one.size() == 1 -> text(one.getFirst(), function);
            default -> throw new MappingException(function + " takes a text or a number");
        };
    }

    private static String shown(String text) {
        return "'" + Excerpt.of(text, 40) + "'";
    }
}
