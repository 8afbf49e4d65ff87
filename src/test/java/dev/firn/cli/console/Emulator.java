package dev.firn.cli.console;

import java.util.ArrayList;
import java.util.List;

/// As much of a terminal as firn uses: what a person would see, with what has scrolled away.
/// Anything else fails the test.
final class Emulator {

    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    String show(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\n') {
                row++;
                column = 0;
                if (row == rows.size()) {
                    rows.add(new StringBuilder());
                }
            } else if (c == '\r') {
                column = 0;
            } else if (c == 0x1b) {
                int end = i + 2;
                while (!Character.isLetter(written.charAt(end))) {
                    end++;
                }
                control(written.substring(i + 2, end), written.charAt(end));
                i = end;
            } else {
                put(c);
            }
        }
        StringBuilder text = new StringBuilder();
        for (StringBuilder line : rows) {
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private void put(char c) {
        StringBuilder line = rows.get(row);
        if (column < line.length()) {
            line.setCharAt(column, c);
        } else {
            line.append(c);
        }
        column++;
    }

    private void control(String parameter, char command) {
        switch (command) {
            case 'A' -> {
                row -= Integer.parseInt(parameter);
                if (row < 0) {
                    throw new AssertionError("moved above everything that was written");
                }
            }
            case 'K' -> rows.get(row).setLength(column);
            case 'J' -> {
                rows.get(row).setLength(column);
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'm' -> {}
            default -> throw new AssertionError("unknown sequence " + parameter + command);
        }
    }
}
