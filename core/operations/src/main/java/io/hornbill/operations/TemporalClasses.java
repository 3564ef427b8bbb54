package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Computed;
import java.util.Arrays;
import java.util.List;

/**
 * Classes of a sequence without their places: one class or a blank for each step, of which equal
 * neighbours are one and blanks are nothing (connectionist temporal classification).
 */
final class TemporalClasses {
  /** Stands for the logarithm of 0, as in Keras. */
  private static final double NEVER = -1e5;

  private TemporalClasses() {}

  static void register() {
    Operations.one("nn", "CTCLoss", TemporalClasses::loss);
    Operations.put("nn", "CTCDecode", TemporalClasses::decode);
  }

  /** Where steps are that count, given how many do: {@code [batch, steps]}. */
  private static Tensor counted(Tensor like, Tensor lengths) {
    Tensor place = Ops.cumsum(Ops.onesLike(like), 1);
    return Ops.lessEqual(place, Ops.expandDims(lengths, -1));
  }

  private static int blank(Arguments a, Tensor x) {
    int blank = a.integer("mask_index", a.settingIsNull("mask_index") ? -1 : 0);
    return blank < 0 ? blank + (int) x.dim(-1) : blank;
  }

  /**
   * The negative logarithm of the probability of all paths that give the target. A path is either
   * in a blank before the label of a number, or in that label.
   */
  private static Tensor loss(Arguments a) {
    Tensor target = a.tensor(0, "target");
    Tensor output = Ops.logSoftmax(a.tensor(1, "output"));
    int blank = blank(a, output);
    Tensor labels = Ops.matmul(output, Ops.oneHot(target, output.dim(-1)), false, true);
    Tensor blanks = Ops.slice(output, 2, blank, blank + 1);
    Tensor steps = counted(Ops.select(output, 2, 0), a.tensor(3, "output_length"));
    Tensor repeats = repeats(target).times(NEVER);
    Tensor others = repeats(target).times(-1).plus(1).times(NEVER);
    Tensor inLabel = Ops.zerosLike(target).plus(NEVER);
    Tensor inBlank = Ops.pad(inLabel, 1, 1, 0);
    for (long step = 0; step < output.dim(1); step++) {
      Tensor label = Ops.select(labels, 1, step);
      Tensor none = Ops.select(blanks, 1, step);
      Tensor before = arrived(inBlank, inLabel.plus(repeats));
      Tensor from = Ops.slice(before, 1, 0, target.dim(1));
      Tensor nextLabel = Elementwise.logAddExp(from.plus(label), inLabel.plus(label));
      Tensor nextBlank = arrived(before.plus(none), inLabel.plus(none).plus(others));
      Tensor counts = Ops.expandDims(Ops.select(steps, 1, step), -1);
      inLabel = chosen(counts, nextLabel, inLabel);
      inBlank = chosen(counts, nextBlank, inBlank);
    }
    Tensor last = arrived(inBlank, inLabel);
    Tensor length = Ops.sum(counted(target, a.tensor(2, "target_length")), 1);
    return Ops.sum(last.times(Ops.oneHot(length, last.dim(1))), 1).negated();
  }

  private static Tensor chosen(Tensor counts, Tensor next, Tensor before) {
    return counts.times(next).plus(counts.times(-1).plus(1).times(before));
  }

  /** One where the next label is the same. */
  private static Tensor repeats(Tensor target) {
    long last = target.dim(1) - 1;
    Tensor none = Ops.zerosLike(Ops.slice(target, 1, last, last + 1));
    if (last == 0) {
      return none;
    }
    Tensor equal = Ops.equal(Ops.slice(target, 1, 0, last), Ops.slice(target, 1, 1, last + 1));
    return Ops.concatenate(List.of(equal, none), 1);
  }

  /** Paths in blanks, with those that come from the labels before. */
  private static Tensor arrived(Tensor inBlank, Tensor fromLabel) {
    Tensor first = Ops.slice(inBlank, 1, 0, 1);
    Tensor later = Ops.slice(inBlank, 1, 1, inBlank.dim(1));
    return Ops.concatenate(List.of(first, Elementwise.logAddExp(later, fromLabel)), 1);
  }

  private static List<Tensor> decode(Arguments a) {
    Tensor x = a.x();
    switch (a.text("strategy", "greedy")) {
      case "greedy" -> {
        return greedy(a, x);
      }
      case "beam_search" -> {
        return beams(a, x);
      }
      default ->
          throw Fault.of("CTCDecode")
              .expected("the strategy must be \"greedy\" or \"beam_search\"")
              .received("\"%s\"", a.text("strategy", ""))
              .remedy("Correct the configuration.")
              .argument();
    }
  }

  /** The likeliest sequences: {@code [paths, batch, steps]}, and {@code [batch, paths]}. */
  private static List<Tensor> beams(Arguments a, Tensor x) {
    int width = a.length("beam_width", 100);
    int paths = a.length("top_paths", 1);
    if (paths > width) {
      throw Fault.of("CTCDecode")
          .expected("top_paths must be at most beam_width, %s", width)
          .received(paths)
          .remedy("Widen the beam.")
          .argument();
    }
    int steps = (int) x.dim(1);
    int classes = (int) x.dim(2);
    Sizes.table("CTCDecode", (double) width * classes);
    BeamSearch search = new BeamSearch(width, classes, blank(a, x));
    Computed.Body body =
        (shapes, in, out) -> {
          int rows = in[1].length;
          Arrays.fill(out[0], -1);
          Arrays.fill(out[1], Double.NEGATIVE_INFINITY);
          for (int row = 0; row < rows; row++) {
            int counted = (int) Math.max(0, Math.min(steps, in[1][row]));
            List<BeamSearch.Found> all = search.decode(in[0], row * steps * classes, counted);
            for (int path = 0; path < Math.min(paths, all.size()); path++) {
              List<Integer> labels = all.get(path).labels();
              for (int i = 0; i < labels.size(); i++) {
                out[0][(path * rows + row) * steps + i] = labels.get(i);
              }
              out[1][row * paths + path] = all.get(path).score();
            }
          }
        };
    List<Shape> shapes = List.of(Shape.of(paths, x.dim(0), steps), Shape.of(x.dim(0), paths));
    return Host.all("ctc_decode", shapes, body, null, x, a.tensor(1, "sequence_lengths"));
  }

  /** The likeliest class of each step; labels first and then -1. */
  private static List<Tensor> greedy(Arguments a, Tensor x) {
    int blank = blank(a, x);
    Tensor counts = counted(Ops.select(x, 2, 0), a.tensor(1, "sequence_lengths"));
    Tensor found = chosen(counts, Ops.argmax(x, 2), Ops.onesLike(counts).times(blank));
    Tensor isLabel = Ops.notEqual(found, blank);
    if (a.bool("merge_repeated", true) && x.dim(1) > 1) {
      Tensor later = Ops.slice(found, 1, 1, x.dim(1));
      Tensor changes = Ops.notEqual(later, Ops.slice(found, 1, 0, x.dim(1) - 1));
      isLabel = isLabel.times(Ops.pad(changes.minus(1), 1, 1, 0).plus(1));
    }
    Tensor place = Ops.cumsum(isLabel, 1).minus(1);
    Tensor moved = Ops.oneHot(place, x.dim(1)).times(Ops.expandDims(isLabel, -1));
    Tensor labels = Ops.sum(moved.times(Ops.expandDims(found.plus(1), -1)), 1).minus(1);
    Tensor score = Ops.sum(Ops.max(x, 2).times(counts), 1).negated();
    return List.of(Ops.expandDims(labels, 0), Ops.expandDims(score, -1));
  }
}
