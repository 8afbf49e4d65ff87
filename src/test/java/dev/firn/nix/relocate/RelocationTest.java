package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.digest.Digest;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.nar.NarFacts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelocationTest {

    @Test
    void namesLinksAndContentsMoveAndNamesAreSortedAnew() throws IOException {
        assertThat(archive(Moving.move(tree(FROM.hash())))).isEqualTo(archive(tree(TO.hash())));
        FileTree.Directory moved = (FileTree.Directory) Moving.move(tree(FROM.hash()));
        assertThat(moved.entries().keySet())
                .containsExactly(TO.hash() + ".debug", "a", "lib", "programs");
    }

    @Test
    void outputThatIsALinkMoves() throws IOException {
        assertThat(Moving.move(MemoryTree.link(FROM + "/x")))
                .isEqualTo(new FileTree.Symlink(TO + "/x"));
    }

    @Test
    void treeWithoutThePathIsTheSameTree() throws IOException {
        FileTree tree = MemoryTree.directory("a", MemoryTree.file("nothing"));
        assertThat(Moving.move(tree)).isSameAs(tree);
    }

    @Test
    void pathThatDoesNotMoveStays() throws IOException {
        FileTree tree = tree(FROM.hash());
        FileTree same = Relocation.of(tree, Moving.survey(tree), Map.of());
        assertThat(archive(same)).isEqualTo(archive(tree));
    }

    @Test
    void surveyKnowsWhatNixWouldNotSee() throws IOException {
        assertThat(Moving.survey(MemoryTree.file("x " + FROM)).hides(FROM)).isFalse();
        assertThat(Moving.survey(MemoryTree.file("x " + FROM)).mentioned())
                .isEqualTo(java.util.Set.of(FROM));
        String cut = FROM + "\0" + FROM.toString().substring(40);
        assertThat(Moving.survey(MemoryTree.file(cut)).hides(FROM)).isTrue();
        assertThat(Moving.survey(tree(FROM.hash())).hides(FROM)).isTrue();
    }

    private static FileTree tree(String hash) {
        String path = "/nix/store/" + hash + "-hello-2.10";
        return MemoryTree.directory(
                "a",
                MemoryTree.link("../" + hash + "-hello-2.10/x"),
                "programs",
                MemoryTree.directory("run", MemoryTree.program("#!" + path + "/bin/sh\n")),
                "lib",
                MemoryTree.directory(),
                hash + ".debug",
                MemoryTree.file("x"));
    }

    private static List<Object> archive(FileTree tree) throws IOException {
        NarFacts facts = NarFacts.of(tree);
        Digest hash = facts.hash();
        return List.of(hash, facts.size());
    }
}
