package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;

/** Comparisons, choices and counts of {@code keras.ops}. */
abstract class ComparisonFunctions extends BitFunctions {
  ComparisonFunctions() {}

  /**
   * Says which elements are negative infinity.
   *
   * @param x the input
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isneginf(TensorLike x) {
    return Operation.of("Isneginf").apply(x);
  }

  /**
   * Says which elements are positive infinity.
   *
   * @param x the input
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isposinf(TensorLike x) {
    return Operation.of("Isposinf").apply(x);
  }

  /**
   * Says which elements are real numbers: all.
   *
   * @param x the input
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isreal(TensorLike x) {
    return Operation.of("Isreal").apply(x);
  }

  /**
   * Says which elements have their sign bit set: negative numbers, and -0.
   *
   * @param x the input
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor signbit(TensorLike x) {
    return Operation.of("Signbit").apply(x);
  }

  /**
   * Says which elements are nearly equal: {@code |x1 - x2| <= atol + rtol · |x2|}. Here {@code
   * rtol} is 1e-5, {@code atol} is 1e-8 and {@code equalNan} is false.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isclose(TensorLike x1, TensorLike x2) {
    return Operation.of("Isclose").with("equal_nan", false).apply(x1, x2, 1e-5, 1e-8);
  }

  /**
   * Says which elements are nearly equal: {@code |x1 - x2| <= atol + rtol · |x2|}.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param rtol how far they may be apart, as a part of the second number
   * @param atol how far they may be apart besides
   * @param equalNan whether two NaN count as close
   * @return a tensor of the shape that both broadcast to, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isclose(
      TensorLike x1, TensorLike x2, double rtol, double atol, boolean equalNan) {
    return Operation.of("Isclose").with("equal_nan", equalNan).apply(x1, x2, rtol, atol);
  }

  /**
   * Says which elements are nearly a number: {@code |x1 - x2| <= atol + rtol · |x2|}.
   *
   * @param x1 the first input
   * @param x2 the number
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isclose(TensorLike x1, double x2) {
    return Operation.of("Isclose").with("equal_nan", false).apply(x1, x2, 1e-5, 1e-8);
  }

  /**
   * Says whether all elements are nearly equal: {@code |x1 - x2| <= atol + rtol · |x2|}. Here
   * {@code rtol} is 1e-5, {@code atol} is 1e-8 and {@code equalNan} is false.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a single number: 1 if they are, else 0
   */
  public static Tensor allclose(TensorLike x1, TensorLike x2) {
    return Operation.of("AllClose")
        .with("rtol", 1e-5)
        .with("atol", 1e-8)
        .with("equal_nan", false)
        .apply(x1, x2);
  }

  /**
   * Says whether all elements are nearly equal: {@code |x1 - x2| <= atol + rtol · |x2|}.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param rtol how far they may be apart, as a part of the second number
   * @param atol how far they may be apart besides
   * @param equalNan whether two NaN count as close
   * @return a single number: 1 if they are, else 0
   */
  public static Tensor allclose(
      TensorLike x1, TensorLike x2, double rtol, double atol, boolean equalNan) {
    return Operation.of("AllClose")
        .with("rtol", rtol)
        .with("atol", atol)
        .with("equal_nan", equalNan)
        .apply(x1, x2);
  }

  /**
   * Says which elements are among others.
   *
   * @param x1 the elements
   * @param x2 those among which to look
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isin(TensorLike x1, TensorLike x2) {
    return Operation.of("IsIn").with("assume_unique", false).with("invert", false).apply(x1, x2);
  }

  /**
   * Says which elements are among others.
   *
   * @param x1 the elements
   * @param x2 those among which to look
   * @param assumeUnique whether each input has each number once, which changes nothing here
   * @param invert whether to say which elements are not among them
   * @return a tensor of the same shape, of 1 where it holds and 0 elsewhere
   */
  public static Tensor isin(TensorLike x1, TensorLike x2, boolean assumeUnique, boolean invert) {
    return Operation.of("IsIn")
        .with("assume_unique", assumeUnique)
        .with("invert", invert)
        .apply(x1, x2);
  }

  /**
   * Says for which rows the target is among the best classes.
   *
   * @param targets the classes, {@code [batch]}
   * @param predictions the scores, {@code [batch, classes]}
   * @param k how many of the best classes count
   * @return a tensor {@code [batch]}, of 1 where it is and 0 elsewhere
   */
  public static Tensor inTopK(TensorLike targets, TensorLike predictions, int k) {
    return Operation.of("InTopK").with("k", k).apply(targets, predictions);
  }

  /**
   * Takes each element from the choice of the first condition that holds there. Here {@code
   * defaultValue} is 0.
   *
   * @param condlist the conditions
   * @param choicelist as many choices
   * @return a tensor of the shape that all broadcast to
   */
  public static Tensor select(
      List<? extends TensorLike> condlist, List<? extends TensorLike> choicelist) {
    return Operation.of("Select").apply(condlist, choicelist, 0);
  }

  /**
   * Takes each element from the choice of the first condition that holds there.
   *
   * @param condlist the conditions
   * @param choicelist as many choices
   * @param defaultValue what stands where no condition holds
   * @return a tensor of the shape that all broadcast to
   */
  public static Tensor select(
      List<? extends TensorLike> condlist,
      List<? extends TensorLike> choicelist,
      double defaultValue) {
    return Operation.of("Select").apply(condlist, choicelist, defaultValue);
  }

  /**
   * Takes elements of a tensor where a condition holds, and a number elsewhere.
   *
   * @param condition where it is not 0, the first one is taken
   * @param x1 what is taken where the condition holds
   * @param x2 what is taken elsewhere
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor where(TensorLike condition, TensorLike x1, double x2) {
    return Operation.of("Where").apply(condition, x1, x2);
  }

  /**
   * Takes a number where a condition holds, and elements of a tensor elsewhere.
   *
   * @param condition where it is not 0, the first one is taken
   * @param x1 what is taken where the condition holds
   * @param x2 what is taken elsewhere
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor where(TensorLike condition, double x1, TensorLike x2) {
    return Operation.of("Where").apply(condition, x1, x2);
  }

  /**
   * Takes one number where a condition holds, and another one elsewhere.
   *
   * @param condition where it is not 0, the first one is taken
   * @param x1 what is taken where the condition holds
   * @param x2 what is taken elsewhere
   * @return a tensor of the same shape
   */
  public static Tensor where(TensorLike condition, double x1, double x2) {
    return Operation.of("Where").apply(condition, x1, x2);
  }

  /**
   * Returns for each element the number of the bin that it falls into.
   *
   * @param x the input
   * @param bins the edges of the bins in ascending order, {@code [n]}
   * @return a tensor of the same shape, of 0 below the first edge to the number of edges
   */
  public static Tensor digitize(TensorLike x, TensorLike bins) {
    return Operation.of("Digitize").apply(x, bins);
  }

  /**
   * Returns the places at which elements are to be put into a sorted sequence. Here {@code side} is
   * left.
   *
   * @param sortedSequence numbers in ascending order, {@code [n]}
   * @param values what is to be put in
   * @return a tensor of the shape of the values
   */
  public static Tensor searchsorted(TensorLike sortedSequence, TensorLike values) {
    return Operation.of("SearchSorted").with("side", "left").apply(sortedSequence, values);
  }

  /**
   * Returns the places at which elements are to be put into a sorted sequence.
   *
   * @param sortedSequence numbers in ascending order, {@code [n]}
   * @param values what is to be put in
   * @param side {@code "left"} or {@code "right"} of equal numbers
   * @return a tensor of the shape of the values
   */
  public static Tensor searchsorted(TensorLike sortedSequence, TensorLike values, String side) {
    return Operation.of("SearchSorted").with("side", side).apply(sortedSequence, values);
  }

  /**
   * Counts elements in bins of equal width. Here {@code bins} is 10 and {@code range} is those of
   * the elements.
   *
   * @param x the input
   * @return the counts, {@code [bins]}, and the edges, {@code [bins + 1]}
   */
  public static List<Tensor> histogram(TensorLike x) {
    return Operation.of("Histogram").with("bins", 10).with("range", null).applyAll(x);
  }

  /**
   * Counts elements in bins of equal width. Here {@code range} is those of the elements.
   *
   * @param x the input
   * @param bins how many bins
   * @return the counts, {@code [bins]}, and the edges, {@code [bins + 1]}
   */
  public static List<Tensor> histogram(TensorLike x, int bins) {
    return Operation.of("Histogram").with("bins", bins).with("range", null).applyAll(x);
  }

  /**
   * Counts elements in bins of equal width.
   *
   * @param x the input
   * @param bins how many bins
   * @param range the least and the greatest edge
   * @return the counts, {@code [bins]}, and the edges, {@code [bins + 1]}
   */
  public static List<Tensor> histogram(TensorLike x, int bins, double[] range) {
    return Operation.of("Histogram").with("bins", bins).with("range", range).applyAll(x);
  }
}
