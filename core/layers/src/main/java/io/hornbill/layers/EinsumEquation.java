package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which axes of input and kernel are multiplied, and which axes come out, a letter for each.
 *
 * @param input the axes of the input
 * @param kernel the axes of the kernel
 * @param output the axes of the output
 */
record EinsumEquation(String input, String kernel, String output) {
  private static final Pattern PLAIN = Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)");
  private static final Pattern LEFT =
      Pattern.compile("\\.{3}([a-zA-Z]+),([a-zA-Z]+)->\\.{3}([a-zA-Z]+)");
  private static final Pattern RIGHT =
      Pattern.compile("([a-zA-Z]{2,})\\.{3},([a-zA-Z]+)->([a-zA-Z]+)\\.{3}");

  /** Reads {@code ab,bc->ac}, {@code ...ab,bc->...ac} or {@code ab...,bc->ac...}. */
  static String check(String owner, String equation) {
    if (List.of(PLAIN, LEFT, RIGHT).stream().noneMatch(p -> p.matcher(equation).matches())) {
      throw Fault.of(owner)
          .expected(
              "equation must be like \"ab,bc->ac\", \"...ab,bc->...ac\" or"
                  + " \"ab...,bc->ac...\"")
          .received("\"%s\"", equation)
          .remedy("Use a letter for each axis.")
          .argument();
    }
    return equation;
  }

  /** Gives the axes that dots stand for letters of their own. */
  static EinsumEquation of(String owner, String equation, int rank) {
    Matcher plain = PLAIN.matcher(equation);
    Matcher left = LEFT.matcher(equation);
    Matcher right = RIGHT.matcher(equation);
    Matcher found = plain.matches() ? plain : left.matches() ? left : right;
    found.matches();
    int more = rank - found.group(1).length();
    if (!(plain.matches() ? more == 0 : more >= (left.matches() ? 1 : 0))) {
      throw Fault.of(owner)
          .expected("the input must have an axis for each letter of \"%s\"", equation)
          .received("%s axes", rank)
          .remedy("Change the equation.")
          .argument();
    }
    String dots = unused(equation, more);
    return left.matches()
        ? new EinsumEquation(dots + left.group(1), left.group(2), dots + left.group(3))
        : new EinsumEquation(found.group(1) + dots, found.group(2), found.group(3) + dots);
  }

  private static String unused(String equation, int count) {
    return IntStream.concat(IntStream.rangeClosed('A', 'Z'), IntStream.rangeClosed('a', 'z'))
        .filter(letter -> equation.indexOf(letter) < 0)
        .limit(count)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Fills in the lengths of the output.
   *
   * @param in the input's shape
   * @param given the output's lengths without the batch and what dots stand for; -1 for those that
   *     follow from the input
   * @param dots how many axes dots stand for at the output's end
   */
  Shape outputShape(String owner, Shape in, int[] given, int dots) {
    int first = output.length() - dots - given.length;
    if (first < 1) {
      throw Fault.of(owner)
          .expected("outputShape must have a length for each axis of the output but the batch")
          .received("%s lengths for \"%s\"", given.length, output)
          .remedy("Leave the batch out.")
          .argument();
    }
    Shape shape = in;
    long[] lengths = new long[output.length()];
    for (int i = 0; i < lengths.length; i++) {
      char letter = output.charAt(i);
      long own = i < first || i >= first + given.length ? -1 : given[i - first];
      int place = input.indexOf(letter);
      long theirs = place < 0 ? -1 : shape.dim(place);
      if (own >= 0 && theirs >= 0 && own != theirs) {
        throw Fault.of(owner)
            .expected("axis \"%s\" must have the same length in input and output", letter)
            .received("%s and %s", theirs, own)
            .remedy("Put -1 into outputShape.")
            .argument();
      }
      if (own < 0 && place < 0) {
        throw Fault.of(owner)
            .expected("the length of the new axis \"%s\" must be given", letter)
            .received("none")
            .remedy("Put it into outputShape.")
            .argument();
      }
      lengths[i] = own < 0 ? theirs : own;
    }
    return Shape.of(lengths);
  }

  /** The shape of the kernel: each letter's length in the output, else in the input. */
  Shape kernelShape(String owner, Shape in, Shape out) {
    long[] lengths = new long[kernel.length()];
    for (int i = 0; i < lengths.length; i++) {
      int inOutput = output.indexOf(kernel.charAt(i));
      int inInput = input.indexOf(kernel.charAt(i));
      if (inOutput < 0 && inInput < 0) {
        throw Fault.of(owner)
            .expected("each letter of the kernel must be in input or output")
            .received("\"%s\" in \"%s\"", kernel.charAt(i), this)
            .remedy("Change the equation.")
            .argument();
      }
      lengths[i] = inOutput >= 0 ? out.dim(inOutput) : in.dim(inInput);
    }
    return Shape.of(lengths);
  }

  /** The shape of a bias for these axes of the output: 1 for the others after the first one. */
  Shape biasShape(String owner, Shape out, String axes) {
    if (!axes.chars().allMatch(letter -> output.indexOf(letter) >= 0)) {
      throw Fault.of(owner)
          .expected("biasAxes must be letters of the output \"%s\"", output)
          .received("\"%s\"", axes)
          .remedy("Change them.")
          .argument();
    }
    int first = axes.chars().map(output::indexOf).min().orElse(output.length());
    return Shape.of(
        IntStream.range(first, output.length())
            .mapToLong(i -> axes.indexOf(output.charAt(i)) >= 0 ? out.dim(i) : 1)
            .toArray());
  }

  /** The axes of the kernel that come out, or that do not. */
  List<Integer> kernelAxes(boolean comeOut) {
    return IntStream.range(0, kernel.length())
        .filter(i -> output.indexOf(kernel.charAt(i)) >= 0 == comeOut)
        .boxed()
        .toList();
  }

  /** How many last axes of the input are summed, if the kernel's rest takes their place; else 0. */
  int summed() {
    for (int count = Math.min(input.length(), kernel.length() - 1); count > 0; count--) {
      String free = input.substring(0, input.length() - count);
      if (kernel.startsWith(input.substring(input.length() - count))
          && output.equals(free + kernel.substring(count))) {
        return count;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return input + "," + kernel + "->" + output;
  }
}
