package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What users see has documentation: a comment, each parameter, what is returned, each declared
 * exception. It does javac's {@code -Xdoclint:missing} but for one thing: a method that returns its
 * own type need not say {@code @return this layer}, which in a fluent API is a line that repeats
 * what the signature says, five hundred times.
 */
class JavadocTest {
  private static final Pattern NOT_CHECKED = Pattern.compile("-Xdoclint/package:([^<]*)<");

  private final List<String> missing = new ArrayList<>();

  @Test
  void whatUsersSeeIsDocumented() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> sources =
        Sources.ofTheLibrary().stream().map(source -> Path.of(source.path())).toList();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        if (isChecked(String.valueOf(unit.getPackageName()))) {
          new Members(comments).scan(unit, null);
        }
      }
    }

    assertThat(sources).hasSizeGreaterThan(900);
    assertThat(missing).isEmpty();
  }

  /**
   * Whether the compiler checks comments of this package; the root pom says of which it does not.
   */
  private static boolean isChecked(String name) throws IOException {
    var found = NOT_CHECKED.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(found.find()).isTrue();
    for (String entry : found.group(1).split(",")) {
      String left = entry.substring(1);
      boolean is =
          left.endsWith(".*")
              ? name.startsWith(left.substring(0, left.length() - 1))
              : name.equals(left);
      if (is) {
        return false;
      }
    }
    return true;
  }

  private final class Members extends TreePathScanner<Void, Void> {
    private final DocTrees comments;

    Members(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (!isSeen(type.getModifiers())) {
        return null;
      }
      DocCommentTree comment = comment(type.getSimpleName().toString());
      if (comment != null && type.getKind() == Tree.Kind.RECORD) {
        Set<String> parts = new TreeSet<>();
        for (Tree member : type.getMembers()) {
          if (member instanceof VariableTree part
              && !part.getModifiers().getFlags().contains(Modifier.STATIC)) {
            parts.add(part.getName().toString());
          }
        }
        parts.removeAll(named(comment));
        say(type.getSimpleName() + ": @param " + parts, !parts.isEmpty());
      }
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      boolean part =
          type.getKind() == Tree.Kind.RECORD
              && !field.getModifiers().getFlags().contains(Modifier.STATIC);
      if (!part && isSeen(field.getModifiers())) {
        comment(field.getName().toString());
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      boolean generated =
          comments
                  .getSourcePositions()
                  .getEndPosition(getCurrentPath().getCompilationUnit(), method)
              < 0;
      if (generated || !isSeen(method.getModifiers()) || overrides(method.getModifiers())) {
        return null;
      }
      DocCommentTree comment = comment(method.getName().toString());
      if (comment == null) {
        return null;
      }
      String name = type.getSimpleName() + "." + method.getName();
      Set<String> parameters =
          method.getParameters().stream()
              .map(p -> p.getName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      parameters.removeAll(named(comment));
      say(name + ": @param " + parameters, !parameters.isEmpty());
      say(
          name + ": @return",
          !says(comment, ReturnTree.class) && returnsSomethingElse(method, type));
      long exceptions =
          comment.getBlockTags().stream().filter(ThrowsTree.class::isInstance).count();
      say(name + ": @throws", exceptions < method.getThrows().size());
      return null;
    }

    private DocCommentTree comment(String name) {
      DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
      say(name + ": a comment", comment == null);
      return comment;
    }

    /** Whether the element and all that it is in are public or protected. */
    private boolean isSeen(ModifiersTree modifiers) {
      TreePath outside = getCurrentPath().getParentPath();
      boolean inInterface =
          outside.getLeaf() instanceof ClassTree type
              && (type.getKind() == Tree.Kind.INTERFACE
                  || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
      Set<Modifier> flags = modifiers.getFlags();
      return (inInterface && !flags.contains(Modifier.PRIVATE))
          || flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED);
    }

    private static boolean overrides(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream()
          .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
    }

    private static boolean returnsSomethingElse(MethodTree method, ClassTree type) {
      Tree returned = method.getReturnType();
      if (returned == null || returned.toString().equals("void")) {
        return false;
      }
      String name = returned.toString().replaceFirst("<.*", "");
      boolean own =
          name.equals(type.getSimpleName().toString())
              || type.getTypeParameters().stream()
                  .map(TypeParameterTree::getName)
                  .anyMatch(parameter -> parameter.contentEquals(name));
      return !own || method.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static boolean says(DocCommentTree comment, Class<? extends DocTree> tag) {
      return comment.getBlockTags().stream().anyMatch(tag::isInstance)
          || comment.getFullBody().stream().anyMatch(tag::isInstance);
    }

    private static Set<String> named(DocCommentTree comment) {
      return comment.getBlockTags().stream()
          .filter(ParamTree.class::isInstance)
          .map(tag -> ((ParamTree) tag).getName().toString())
          .collect(Collectors.toSet());
    }

    private void say(String what, boolean isMissing) {
      if (isMissing) {
        missing.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + what);
      }
    }
  }
}
