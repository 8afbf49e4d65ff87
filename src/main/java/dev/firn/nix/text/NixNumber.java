package dev.firn.nix.text;

import java.math.BigDecimal;

/// A JSON number as nlohmann's library holds it: 64 bits signed or unsigned if it is written as
/// an integer that fits, else a double.
public sealed interface NixNumber {

    /// @param bits the value modulo 2^64
    record Whole(long bits, boolean unsigned) implements NixNumber {

        @Override
        public String print() {
            return unsigned ? Long.toUnsignedString(bits) : Long.toString(bits);
        }

        @Override
        public boolean isIntegral() {
            return true;
        }

        @Override
        public int toInt() {
            return (int) bits;
        }
    }

    record Real(double value) implements NixNumber {

        public Real {
            if (Double.isInfinite(value)) {
                throw NixJson.damaged("a number is too large", null);
            }
        }

        /// Digits are written out for exponents from here to [#MAX_EXPONENT].
        private static final int MIN_EXPONENT = -4;

        private static final int MAX_EXPONENT = 15;

        @Override
        public String print() {
            String sign = 1 / value < 0 || value < 0 ? "-" : "";
            if (value == 0) {
                return sign + "0.0";
            }
            BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value)));
            String digits = shortest.unscaledValue().toString();
            int point = digits.length() - shortest.scale();
            digits = withoutTrailingZeros(digits);
            return sign + layOut(digits, point);
        }

        /// Nix asks the value as a `float`, which has lost digits by then.
        @Override
        public boolean isIntegral() {
            float rounded = (float) value;
            return Math.ceil(rounded) == rounded;
        }

        /// What x86-64 makes of a double that does not fit is the smallest number.
        @Override
        public int toInt() {
            boolean fits = value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0;
            return fits ? (int) value : Integer.MIN_VALUE;
        }

        private static String layOut(String digits, int point) {
            int count = digits.length();
            if (point > MAX_EXPONENT || point <= MIN_EXPONENT) {
                String fraction = count > 1 ? "." + digits.substring(1) : "";
                int exponent = point - 1;
                String magnitude = Integer.toString(Math.abs(exponent));
                return digits.charAt(0)
                        + fraction
                        + (exponent < 0 ? "e-" : "e+")
                        + (magnitude.length() < 2 ? "0" : "")
                        + magnitude;
            }
            if (point <= 0) {
                return "0." + "0".repeat(-point) + digits;
            }
            if (count <= point) {
                return digits + "0".repeat(point - count) + ".0";
            }
            return digits.substring(0, point) + "." + digits.substring(point);
        }

        private static String withoutTrailingZeros(String digits) {
            int end = digits.length();
            while (end > 1 && digits.charAt(end - 1) == '0') {
                end--;
            }
            return digits.substring(0, end);
        }
    }

    /// @param text a number as JSON has them
    static NixNumber parse(String text) {
        boolean real = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        if (!real) {
            try {
                return text.startsWith("-")
                        ? new Whole(Long.parseLong(text), false)
                        : new Whole(Long.parseUnsignedLong(text), true);
            } catch (NumberFormatException _) {
                // Too large for 64 bits; a double holds it less exactly.
            }
        }
        return new Real(Double.parseDouble(text));
    }

    /// The number as Nix writes it into `.attrs.json`.
    String print();

    /// Whether Nix takes it for an integer when it writes `.attrs.sh`.
    boolean isIntegral();

    /// The number as Nix writes it into `.attrs.sh`, where it is an `int`.
    int toInt();
}
