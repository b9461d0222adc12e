package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** No file and no method of the product grows beyond what a person reads at once. */
class SizesTest {
  private static final int MAX_FILE_LINES = 500;
  private static final int MAX_METHOD_LINES = 60;
  private static final int MAX_FILES_IN_A_PACKAGE = 25;

  private static final List<Path> ROOTS =
      List.of(
          Path.of("src/main/java"),
          Path.of("src/test/java"),
          Path.of("../runtime/src/main/java"),
          Path.of("../runtime/src/test/java"));

  @Test
  void everyFile_hasAtMost500Lines() {
    assertThat(sources())
        .filteredOn(file -> lines(file) > MAX_FILE_LINES)
        .as("files of more than %d lines", MAX_FILE_LINES)
        .isEmpty();
  }

  @Test
  void everyMethod_hasAtMost60Lines() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      var found = new ArrayList<String>();
      var scanner = new LongMethods(Trees.instance(task).getSourcePositions(), found);
      task.parse().forEach(unit -> scanner.scan(unit, unit));

      assertThat(scanner.methods).as("methods seen").isGreaterThan(1_000);
      assertThat(found).as("methods of more than %d lines", MAX_METHOD_LINES).isEmpty();
    }
  }

  @Test
  void everyPackage_hasAtMost25Files() throws IOException {
    for (Path root : List.of(ROOTS.get(0), ROOTS.get(2))) {
      try (var folders = Files.walk(root)) {
        assertThat(
                folders
                    .filter(Files::isDirectory)
                    .filter(folder -> files(folder) > MAX_FILES_IN_A_PACKAGE))
            .as("packages of more than %d files", MAX_FILES_IN_A_PACKAGE)
            .isEmpty();
      }
    }
  }

  private static final class LongMethods extends TreeScanner<Void, CompilationUnitTree> {
    private final SourcePositions positions;
    private final List<String> found;
    private int methods;

    LongMethods(SourcePositions positions, List<String> found) {
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      methods++;
      if (method.getBody() != null && lines(method.getBody(), unit) > MAX_METHOD_LINES) {
        found.add(unit.getSourceFile().getName() + " " + method.getName());
      }
      return super.visitMethod(method, unit);
    }

    private long lines(BlockTree body, CompilationUnitTree unit) {
      LineMap lines = unit.getLineMap();
      return lines.getLineNumber(positions.getEndPosition(unit, body))
          - lines.getLineNumber(positions.getStartPosition(unit, body))
          + 1;
    }
  }

  private static List<Path> sources() {
    return ROOTS.stream().flatMap(SizesTest::javaFiles).toList();
  }

  private static Stream<Path> javaFiles(Path root) {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long files(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
