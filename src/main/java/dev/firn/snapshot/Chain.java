package dev.firn.snapshot;

import dev.firn.overlay.View;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A layer and all that it stands on.
///
/// @param layers bottom first, each one the parent of the next
public record Chain(List<Layer> layers) {

    public Chain {
        layers = List.copyOf(layers);
        Optional<LayerId> below = Optional.empty();
        for (Layer layer : layers) {
            if (!layer.parent().equals(below)) {
                throw new IllegalArgumentException(
                        "layer " + layer.id() + " does not stand on " + below);
            }
            below = Optional.of(layer.id());
        }
    }

    /// The chain of no layer.
    public static Chain empty() {
        return new Chain(List.of());
    }

    /// The chain that ends in this layer, which this process holds from now on.
    ///
    /// @return nothing when a layer of it cannot be used
    public static Optional<Chain> load(CacheDirectory cache, LayerId top) throws IOException {
        List<Layer> layers = new ArrayList<>();
        Optional<LayerId> next = Optional.of(top);
        while (next.isPresent()) {
            Optional<Layer> layer =
                    cache.hold(next.get()) ? Layer.load(cache, next.get()) : Optional.empty();
            if (layer.isEmpty()) {
                return Optional.empty();
            }
            layers.addFirst(layer.get());
            next = layer.get().parent();
        }
        return Optional.of(new Chain(layers));
    }

    public Chain plus(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Chain(more);
    }

    public Optional<Layer> top() {
        return layers.isEmpty() ? Optional.empty() : Optional.of(layers.getLast());
    }

    public Optional<LayerId> topId() {
        return layers.isEmpty() ? Optional.empty() : Optional.of(layers.getLast().id());
    }

    /// The layer of this name, if it is in the chain.
    public Optional<Layer> layer(LayerId id) {
        for (Layer layer : layers) {
            if (layer.id().equals(id)) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }

    /// The layers whose files make up the tree, bottom first: what lies below a flattened layer
    /// is not part of it.
    public List<Layer> fileLayers() {
        for (int i = layers.size() - 1; i > 0; i--) {
            if (layers.get(i).record().flattened()) {
                return layers.subList(i, layers.size());
            }
        }
        return layers;
    }

    /// The files of the chain merged, without a skeleton below them.
    public View view() {
        return View.of(lowers());
    }

    /// Lower directories for an overlay, top first.
    public List<Path> lowers() {
        List<Path> lowers = new ArrayList<>();
        for (Layer layer : fileLayers()) {
            lowers.addFirst(layer.paths().files());
        }
        return lowers;
    }
}
