package dev.firn.bash;

/// A shell function.
///
/// @param flags its attributes, sorted: `r`, `t`, `x`
/// @param text its definition as `declare -f` prints it, with the name, ending with a newline
public record ShellFunction(String flags, String text) {}
