package dev.firn.bash;

import java.util.Optional;

/// One difference between two states; empty stands for absent.
public record Change<T>(Optional<T> before, Optional<T> after) {}
