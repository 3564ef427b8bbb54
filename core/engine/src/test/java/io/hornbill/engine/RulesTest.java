package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Exp;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Placeholder;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What each rule makes of an example; that values stay is tested by whole programs. */
class RulesTest {
  private static final Window PLAIN =
      new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));

  private static final Window HALF =
      new Window(List.of(2L, 2L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));

  private static final Tensor X = placeholder("x", 2, 3);
  private static final Tensor Y = placeholder("y", 2, 3);
  private static final Tensor ROW = placeholder("row", 3);
  private static final Tensor IMAGE = placeholder("image", 1, 8, 8, 3);
  private static final Tensor KERNEL = placeholder("kernel", 3, 3, 3, 4);
  private static final Tensor CHANNELS = placeholder("channels", 4);
  private static final Tensor PICTURE = placeholder("picture", 1, 16, 16, 3);
  private static final Tensor THREE = placeholder("three", 3);
  private static final Tensor HEADS = placeholder("heads", 2, 4, 4, 4);

  private static final Tensor MASK = Node.apply(new Greater(), ROW, X);
  private static final Tensor SCORES =
      Node.apply(new MatMul(false, false), X, placeholder("square", 3, 3));

  private static Tensor placeholder(String name, long... shape) {
    return Ops.placeholder(name, new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  private static Tensor fill(double number) {
    return Node.apply(new Fill(number, X.spec()));
  }

  private static Tensor pixels() {
    return Node.apply(new Conv(PLAIN, 1), IMAGE, placeholder("pixel", 1, 1, 3, 4));
  }

  private static Tensor conv() {
    return Node.apply(new Conv(PLAIN, 1), IMAGE, KERNEL);
  }

  private static Tensor biased() {
    return Node.apply(new Add(), conv(), CHANNELS);
  }

  private static Tensor padded(Tensor image) {
    return Node.apply(new Spread(1, 1, 1, 10), image);
  }

  private static Tensor throughPool() {
    Pool pool = new Pool(true, List.of(2L, 2L), PLAIN);
    Tensor relu = Node.apply(new Relu(), IMAGE);
    Tensor y = Node.apply(pool, relu);
    Tensor gradient = Node.apply(new PoolGradient(pool), relu, y, y);
    return Node.apply(new ReluGradient(), relu, gradient);
  }

  private static Tensor affine(double scale, double offset, Tensor x) {
    return Node.apply(new Affine(scale, offset), x);
  }

  /** The tensor to rewrite and others of its program, and the formula of what becomes of it. */
  private record Example(Supplier<List<Tensor>> before, String after) {}

  private static Example of(Supplier<Tensor> before, String after) {
    return new Example(() -> List.of(before.get()), after);
  }

  private static Example within(Supplier<List<Tensor>> before, String after) {
    return new Example(before, after);
  }

  private static Tensor transposed(Tensor x) {
    return Node.apply(new Transpose(List.of(0, 2, 1, 3)), x);
  }

  private static Node normalized(boolean relu) {
    return Node.of(new BatchNormalize(1e-3, relu), List.of(IMAGE, THREE, THREE));
  }

  private static Tensor gradient(Node normalized, Tensor relu) {
    List<Tensor> inputs = new ArrayList<>(normalized.inputs());
    inputs.addAll(normalized.outputs());
    inputs.add(Node.apply(new ReluGradient(), relu, IMAGE));
    BatchNormalize op = (BatchNormalize) normalized.op();
    return Node.of(new CompositeGradient(op, 3, List.of(true, false, false)), inputs).output(0);
  }

  private static List<Tensor> normalizedBeforeRelu() {
    Node node = normalized(false);
    Tensor relu = Node.apply(new Relu(), node.output(0));
    return List.of(node.output(0), relu, gradient(node, relu));
  }

  /** As it is when the rule before it has replaced the normalization. */
  private static Tensor gradientBehindRelu() {
    Node both = normalized(true);
    Node gradient = gradient(both, both.output(0)).node();
    BatchNormalize plain = new BatchNormalize(1e-3, false);
    return Node.of(new CompositeGradient(plain, 3, List.of(true, false, false)), gradient.inputs())
        .output(0);
  }

  private static List<Tensor> biasAndKernel() {
    Tensor dy = placeholder("dy", 1, 6, 6, 4);
    Tensor bias = Node.apply(new Reduce(Reduce.Kind.SUM, List.of(0, 1, 2), false), dy);
    return List.of(bias, Node.apply(new ConvKernel(PLAIN, 1, KERNEL.shape()), IMAGE, dy));
  }

  private static final Map<String, Example> EXAMPLES =
      Map.ofEntries(
          Map.entry("identity(x) = x", of(() -> Node.apply(new Identity(), X), "x")),
          Map.entry("cast to its own type", of(() -> Node.apply(new Cast(DataType.FLOAT), X), "x")),
          Map.entry("1 x + 0 = x", of(() -> affine(1, 0, X), "x")),
          Map.entry(
              "s (t x) + c = (s t) x + c",
              of(() -> affine(2, 1, affine(3, 0, X)), "affine 6.0 1.0(x)")),
          Map.entry("f(number)", of(() -> Node.apply(new Exp(), fill(0)), "fill 1.0()")),
          Map.entry(
              "move of a number",
              of(() -> Node.apply(new Transpose(List.of(1, 0)), fill(2)), "fill 2.0()")),
          Map.entry(
              "move to where it is", of(() -> Node.apply(new BroadcastTo(X.shape()), X), "x")),
          Map.entry(
              "reshape of reshape", of(() -> Ops.reshape(Ops.reshape(X, 6), 3, 2), "reshape(x)")),
          Map.entry(
              "f(number, number)", of(() -> Node.apply(new Add(), fill(2), fill(3)), "fill 5.0()")),
          Map.entry(
              "f(broadcast(x), y) = f(x, y)",
              of(
                  () -> Node.apply(new Add(), Node.apply(new BroadcastTo(X.shape()), ROW), X),
                  "add(row, x)")),
          Map.entry(
              "s a + t b = s (a + t/s b)",
              of(
                  () -> Node.apply(new Add(), affine(2, 0, X), affine(6, 0, Y)),
                  "affine 2.0 0.0(add(x, affine 3.0 0.0(y)))")),
          Map.entry(
              "where(mask, a b, c) = (a b) mask + c (1 - mask)",
              of(
                  () -> Node.apply(new Where(), MASK, affine(2, 0, SCORES), fill(-9)),
                  "add(multiply(affine 2.0 0.0(matMul(x, square)), greater(row, x)),"
                      + " affine 9.0 -9.0(greater(row, x)))")),
          Map.entry(
              "where(mask, x, x + c) = x + c (1 - mask)",
              of(
                  () -> Node.apply(new Where(), MASK, X, affine(1, -9, X)),
                  "add(x, affine 9.0 -9.0(greater(row, x)))")),
          Map.entry(
              "hidden gradients of a softmax",
              of(
                  () ->
                      Node.apply(
                          new Where(), MASK, Node.apply(new SoftmaxGradient(), X, Y), fill(0)),
                  "multiply(softmaxGradient(x, y), greater(row, x))")),
          Map.entry(
              "where(mask, x, 0) + where(mask, 0, x) = x",
              of(
                  () ->
                      Node.apply(
                          new Add(),
                          Node.apply(new Where(), Y, fill(0), X),
                          Node.apply(new Where(), Y, X, fill(0))),
                  "x")),
          Map.entry(
              "(a s) / b = (a / b) s",
              of(
                  () ->
                      Node.apply(
                          new Divide(), Node.apply(new Multiply(), X, placeholder("s", 1)), Y),
                  "multiply(divide(x, y), s)")),
          Map.entry(
              "relu's gradient through a maximum",
              of(
                  RulesTest::throughPool,
                  "poolGradient(relu(image), pool(relu(image)), "
                      + "reluGradient(pool(relu(image)), pool(relu(image))))")),
          Map.entry(
              "x + c, x - c, x c",
              of(() -> Node.apply(new Subtract(), X, fill(3)), "affine 1.0 -3.0(x)")),
          Map.entry(
              "x / c = x (1/c)",
              of(() -> Node.apply(new Divide(), X, fill(4)), "affine 0.25 0.0(x)")),
          Map.entry(
              "c + x, c - x, c x",
              of(() -> Node.apply(new Subtract(), fill(3), X), "affine -1.0 3.0(x)")),
          Map.entry(
              "(conv(x, w) + b) s = conv(x, w s) + b s",
              of(
                  () -> Node.apply(new Multiply(), conv(), CHANNELS),
                  "conv(image, multiply(kernel, channels))")),
          Map.entry(
              "(conv(x, w) + b) + t = conv(x, w) + (b + t)",
              of(
                  () -> Node.apply(new Add(), biased(), CHANNELS),
                  "add(conv(image, kernel), add(channels, channels))")),
          Map.entry(
              "conv(x s, w) = conv(x, s w)",
              of(
                  () ->
                      Node.apply(
                          new Conv(PLAIN, 1),
                          Node.apply(new Multiply(), IMAGE, placeholder("s", 3)),
                          KERNEL),
                  "conv(image, multiply(kernel, reshape(s)))")),
          Map.entry(
              "gradient by a kernel of one pixel = product",
              of(
                  () ->
                      Node.apply(
                          new ConvKernel(PLAIN, 1, Shape.of(1, 1, 3, 5)),
                          IMAGE,
                          placeholder("dy", 1, 8, 8, 5)),
                  "reshape(matMul(reshape(image), reshape(dy)))")),
          Map.entry(
              "pixels that nobody reads are not computed",
              of(
                  () ->
                      Node.apply(
                          new Conv(HALF, 1),
                          Node.apply(
                              new Relu(),
                              Node.apply(new Add(), conv(), placeholder("shortcut", 1, 6, 6, 4))),
                          placeholder("pixel", 1, 1, 4, 5)),
                  "conv(relu(add(conv(image, kernel), pool(shortcut))), pixel)")),
          Map.entry(
              "zeros before a convolution",
              of(
                  () -> Node.apply(new Conv(PLAIN, 1), padded(IMAGE), KERNEL),
                  "conv(image, kernel)")),
          Map.entry(
              "zeros before a gradient by a kernel",
              of(
                  () ->
                      Node.apply(
                          new ConvKernel(HALF, 1, KERNEL.shape()),
                          padded(IMAGE),
                          placeholder("dy", 1, 4, 3, 4)),
                  "convKernel(image, dy)")),
          Map.entry(
              "gradient without the zeros",
              of(
                  () ->
                      Node.apply(
                          new Slice(1, 1, 9, 1),
                          Node.apply(
                              new ConvInput(PLAIN, 1, Shape.of(1, 10, 8, 3)),
                              placeholder("dy", 1, 8, 6, 4),
                              KERNEL)),
                  "convInput(dy, kernel)")),
          Map.entry(
              "(x < c) / 2 + (x <= c) / 2 = clip((c - x) infinity + 1/2, 0, 1)",
              of(
                  () -> {
                    List<Tensor> both = List.of(Node.apply(new Relu(), X), fill(6));
                    Tensor less = Node.of(new Less(), both).output(0);
                    return affine(0.5, 0, less.plus(Node.of(new LessEqual(), both).output(0)));
                  },
                  "clip 0.0 1.0(affine 1.0E30 0.5(affine -1.0 6.0(relu(x))))")),
          Map.entry(
              "zeros before a maximum",
              of(
                  () ->
                      Node.apply(
                          new Pool(true, List.of(3L, 3L), PLAIN),
                          padded(Node.apply(new Relu(), IMAGE))),
                  "pool(relu(image))")),
          Map.entry(
              "mean of pixels before a convolution of them",
              of(
                  () -> Node.apply(new Pool(false, List.of(2L, 2L), HALF), pixels()),
                  "conv(pool(image), pixel)")),
          Map.entry(
              "min(relu(x), c) = clip(x, 0, c)",
              of(
                  () -> Node.apply(new Minimum(), Node.apply(new Relu(), X), fill(6)),
                  "clip 0.0 6.0(x)")),
          Map.entry(
              "min(relu(x), c) = clip(relu(x), -infinity, c)",
              of(
                  () -> Node.apply(new Minimum(), Node.apply(new Relu(), X), fill(6)),
                  "clip -Infinity 6.0(relu(x))")),
          Map.entry(
              "x sigmoid(x), x hardSigmoid(x)",
              of(() -> Node.apply(new Multiply(), X, Node.apply(new Sigmoid(), X)), "swish(x)")),
          Map.entry(
              "relu of a normalization",
              within(RulesTest::normalizedBeforeRelu, "batchNormalize true(image, three, three)")),
          Map.entry(
              "gradient of a normalization and its relu",
              of(
                  RulesTest::gradientBehindRelu,
                  "batchNormalizeGradient true(image, three, three, Y, Y, Y, image)"
                      .replace("Y", "batchNormalize true(image, three, three)"))),
          Map.entry(
              "product of transposed",
              of(
                  () -> Node.apply(new MatMul(false, true), transposed(HEADS), HEADS),
                  "permuted [0, 2, 1, 3] [0, 1, 3, 2] [0, 1, 2, 3](heads, heads)")),
          Map.entry(
              "transposed product",
              of(
                  () -> transposed(Node.apply(new MatMul(true, false), HEADS, HEADS)),
                  "permuted [0, 1, 3, 2] [0, 1, 2, 3] [0, 2, 1, 3](heads, heads)")),
          Map.entry(
              "conv(x g, w) = conv(x, g w) of one image",
              of(
                  () ->
                      Node.apply(
                          new Conv(PLAIN, 1), Node.apply(new Multiply(), PICTURE, THREE), KERNEL),
                  "conv(picture, multiply(kernel, reshape(three)))")),
          Map.entry(
              "gradients of a convolution by kernel and bias",
              within(RulesTest::biasAndKernel, "convKernelBias(image, dy)")));

  /**
   * As if everything were read once, weights decided all but the image, and the walk had seen the
   * placeholders.
   */
  private record Seen(List<Tensor> program) implements Rule.Facts {
    @Override
    public boolean isDerived(Tensor tensor) {
      return !text(tensor).contains("image");
    }

    @Override
    public boolean isUsedOnce(Tensor tensor) {
      return true;
    }

    @Override
    public boolean isResult(Tensor tensor) {
      return false;
    }

    @Override
    public boolean hasKernel(Op op, List<Tensor> inputs) {
      return true;
    }

    @Override
    public List<Node> users(Tensor tensor) {
      return Topology.sort(program).stream()
          .filter(node -> node.inputs().contains(tensor))
          .toList();
    }

    @Override
    public @Nullable Tensor rewritten(Tensor tensor) {
      return tensor.op() instanceof Placeholder ? tensor : null;
    }

    @Override
    public Tensor inner(Tensor tensor) {
      return tensor;
    }

    @Override
    public void replace(Tensor tensor, Tensor other) {
      assertThat(other.spec()).isEqualTo(tensor.spec());
    }
  }

  private static Rule.Match match(List<Tensor> program) {
    Node node = program.get(0).node();
    return new Rule.Match(node, node.inputs(), new Seen(program));
  }

  private static String text(Tensor tensor) {
    Op op = tensor.op();
    if (op instanceof Placeholder placeholder) {
      return placeholder.label();
    }
    List<String> inputs = tensor.node().inputs().stream().map(RulesTest::text).toList();
    String arguments = "(" + String.join(", ", inputs) + ")";
    if (op instanceof Affine affine) {
      return "affine " + affine.scale() + " " + affine.offset() + arguments;
    }
    if (op instanceof Clip clip) {
      return "clip " + clip.low() + " " + clip.high() + arguments;
    }
    if (op instanceof BatchNormalize normalize) {
      return op.name() + " " + normalize.relu() + arguments;
    }
    if (op instanceof CompositeGradient gradient) {
      return op.name() + " " + ((BatchNormalize) gradient.op()).relu() + arguments;
    }
    if (op instanceof PermutedMatMul permuted) {
      return "permuted "
          + permuted.left()
          + " "
          + permuted.right()
          + " "
          + permuted.out()
          + arguments;
    }
    if (op instanceof Fill fill) {
      return "fill " + fill.number() + arguments;
    }
    if (op instanceof Reshape
        && !inputs.isEmpty()
        && text(tensor.node().input(0)).equals("channels")) {
      return "channels";
    }
    return inputs.isEmpty() ? op.name() : op.name() + arguments;
  }

  static List<Rule> rules() {
    return Rules.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void eachRuleRewritesItsExample(Rule rule) {
    Example example = EXAMPLES.get(rule.name());
    Rule.Match match = match(example.before.get());
    assertThat(rule.ops()).anyMatch(op -> op.isInstance(match.op()));
    Tensor after = rule.rewrite().of(match);
    assertThat(after).isNotNull();
    assertThat(text(after)).isEqualTo(example.after);
    assertThat(after.spec()).isEqualTo(match.out());
  }

  @Test
  void eachRuleHasOneNameAndOneExample() {
    assertThat(Rules.ALL.stream().map(Rule::name)).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(EXAMPLES.keySet()))
        .containsExactlyElementsOf(new TreeSet<>(Rules.ALL.stream().map(Rule::name).toList()));
  }

  @Test
  void inferenceLeavesTrainingAlone() {
    Rule.Match match = match(List.of(Node.apply(new Multiply(), conv(), CHANNELS)));
    assertThat(Rules.FOR_TRAINING).allMatch(book -> book.apply(match) == null);
    assertThat(Rules.FOR_INFERENCE).anyMatch(book -> book.apply(match) != null);
  }
}
