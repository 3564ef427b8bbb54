package io.hornbill.engine;

import io.hornbill.graph.Op;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.StopGradient;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.List;

/** All rules by which programs are rewritten, a row each; the first that fits is applied. */
final class Rules {
  static final List<Rule> ALL =
      List.of(
          exact("identity(x) = x", Rule.Match::a, Identity.class, StopGradient.class),
          exact("cast to its own type", NumberRules::cast, Cast.class),
          exact("1 x + 0 = x", NumberRules::one, Affine.class),
          close("s (t x) + c = (s t) x + c", NumberRules::scaleOfScale, Affine.class),
          close("f(number)", NumberRules::function, Unary.class),
          exact(
              "move of a number",
              NumberRules::moved,
              Reshape.class,
              BroadcastTo.class,
              Transpose.class),
          exact("move to where it is", NumberRules::still, Reshape.class, BroadcastTo.class),
          exact("reshape of reshape", NumberRules::reshape, Reshape.class),
          close("f(number, number)", NumberRules::functionOfTwo, Binary.class),
          exact("f(broadcast(x), y) = f(x, y)", ChainRules::withoutBroadcast, Binary.class),
          close("s a + t b = s (a + t/s b)", ChainRules::sumOfScaled, Add.class),
          close("zeros before a convolution", PaddingRules::zerosBefore, Conv.class),
          close(
              "zeros before a gradient by a kernel",
              PaddingRules::zerosBeforeKernel,
              ConvKernel.class),
          close("gradient without the zeros", PaddingRules::withoutZeros, Slice.class),
          close(
              "(x < c) / 2 + (x <= c) / 2 = clip((c - x) infinity + 1/2, 0, 1)",
              NumberRules::halfOnTies,
              Affine.class),
          close("(a s) / b = (a / b) s", ChainRules::quotientOfScaled, Divide.class),
          close(
              "where(mask, a b, c) = (a b) mask + c (1 - mask)",
              MaskRules::hiddenScores,
              Where.class),
          exact("where(mask, x, x + c) = x + c (1 - mask)", MaskRules::loweredScores, Where.class),
          close("hidden gradients of a softmax", MaskRules::hiddenGradients, Where.class),
          exact("where(mask, x, 0) + where(mask, 0, x) = x", MaskRules::bothSides, Add.class),
          exact("relu's gradient through a maximum", ChainRules::throughPool, ReluGradient.class),
          exact(
              "x + c, x - c, x c",
              NumberRules::withNumber,
              Add.class,
              Subtract.class,
              Multiply.class),
          close("x / c = x (1/c)", NumberRules::overNumber, Divide.class),
          exact(
              "c + x, c - x, c x",
              NumberRules::numberWith,
              Add.class,
              Subtract.class,
              Multiply.class),
          inference(
              "(conv(x, w) + b) s = conv(x, w s) + b s",
              FoldingRules::scaleAfter,
              Multiply.class,
              Divide.class),
          inference(
              "(conv(x, w) + b) + t = conv(x, w) + (b + t)",
              FoldingRules::shiftAfter,
              Add.class,
              Subtract.class),
          inference("conv(x s, w) = conv(x, s w)", FoldingRules::scaleBefore, Conv.class),
          inference(
              "pixels that nobody reads are not computed", StrideRules::pixelsLeftOut, Conv.class),
          inference("zeros before a maximum", FoldingRules::zerosBeforeGreatest, Pool.class),
          inference(
              "mean of pixels before a convolution of them",
              FoldingRules::meanBeforePixels,
              Pool.class),
          inference("min(relu(x), c) = clip(x, 0, c)", FoldingRules::limitedRelu, Minimum.class),
          inference("x sigmoid(x), x hardSigmoid(x)", FoldingRules::gated, Multiply.class),
          fusion(
              "min(relu(x), c) = clip(relu(x), -infinity, c)", NumberRules::atMost, Minimum.class),
          fusion("relu of a normalization", NormalizationRules::relu, BatchNormalize.class),
          fusion(
              "gradient of a normalization and its relu",
              NormalizationRules::gradient,
              CompositeGradient.class),
          fusion("product of transposed", ProductRules::ofTransposed, MatMul.class),
          fusion("transposed product", ProductRules::transposed, Transpose.class),
          fusion(
              "conv(x g, w) = conv(x, g w) of one image",
              ConvolutionRules::gateOfOneImage,
              Conv.class),
          fusion(
              "gradients of a convolution by kernel and bias",
              ConvolutionRules::kernelAndBias,
              ConvKernel.class,
              Reduce.class),
          fusion(
              "gradient by a kernel of one pixel = product",
              ConvolutionRules::kernelOfPixels,
              ConvKernel.class));

  private static final Rule.Book EXACT = book(Rule.Kind.EXACT, Rule.Kind.CLOSE);

  private static final Rule.Book INFERENCE =
      book(Rule.Kind.EXACT, Rule.Kind.CLOSE, Rule.Kind.INFERENCE);

  private static final Rule.Book FUSION = book(Rule.Kind.FUSION);

  /** The walks through a program that updates variables. */
  static final List<Rule.Book> FOR_TRAINING = List.of(EXACT, FUSION);

  /** The walks through a program that updates nothing. */
  static final List<Rule.Book> FOR_INFERENCE = List.of(EXACT, INFERENCE, FUSION);

  private Rules() {}

  private static Rule.Book book(Rule.Kind... kinds) {
    List<Rule.Kind> wanted = List.of(kinds);
    return new Rule.Book(ALL.stream().filter(rule -> wanted.contains(rule.kind())).toList());
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once
  private static Rule exact(String name, Rule.Rewrite rewrite, Class<? extends Op>... ops) {
    return new Rule(name, Rule.Kind.EXACT, List.of(ops), rewrite);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once
  private static Rule close(String name, Rule.Rewrite rewrite, Class<? extends Op>... ops) {
    return new Rule(name, Rule.Kind.CLOSE, List.of(ops), rewrite);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once
  private static Rule inference(String name, Rule.Rewrite rewrite, Class<? extends Op>... ops) {
    return new Rule(name, Rule.Kind.INFERENCE, List.of(ops), rewrite);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once
  private static Rule fusion(String name, Rule.Rewrite rewrite, Class<? extends Op>... ops) {
    return new Rule(name, Rule.Kind.FUSION, List.of(ops), rewrite);
  }
}
