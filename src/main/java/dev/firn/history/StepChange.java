package dev.firn.history;

/// The states around the layer of a step. Steps that ran in one process share a layer: then these
/// are what the first of them came upon and what the last one left.
public record StepChange(State before, State after) {}
