package io.hornbill.engine.internal.lengths;

import io.hornbill.engine.internal.lengths.Span.Kind;
import io.hornbill.graph.Op;
import io.hornbill.graph.internal.Twins;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Exp;
import io.hornbill.graph.internal.ops.Expm1;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.LayerNormalize;
import io.hornbill.graph.internal.ops.Log;
import io.hornbill.graph.internal.ops.Log1p;
import io.hornbill.graph.internal.ops.LogSoftmax;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.PackSteps;
import io.hornbill.graph.internal.ops.Power;
import io.hornbill.graph.internal.ops.PowerOf;
import io.hornbill.graph.internal.ops.Reciprocal;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Rsqrt;
import io.hornbill.graph.internal.ops.ScatterAdd;
import io.hornbill.graph.internal.ops.SigmoidGradient;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.graph.internal.ops.Sqrt;
import io.hornbill.graph.internal.ops.TakeSteps;
import io.hornbill.graph.internal.ops.TanhGradient;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What is known of what an op makes, from what is known of its inputs. It is assumed that numbers
 * are finite where steps do not count, as Keras does where it multiplies by masks.
 */
final class LengthRules {
  private static final Map<Class<? extends Op>, Function<LengthStep, List<Span>>> RULES =
      Map.ofEntries(
          one(Fill.class, LengthRules::fill),
          one(BroadcastTo.class, LengthRules::broadcast),
          one(Reshape.class, LengthRules::reshape),
          one(Where.class, LengthRules::where),
          one(Reduce.class, LengthRules::reduce),
          one(Slice.class, LengthRules::slice),
          one(Reverse.class, LengthRules::reverse),
          one(Concat.class, LengthRules::concat),
          one(MatMul.class, LengthRules::product),
          one(Gather.class, LengthRules::gather),
          one(ScatterAdd.class, LengthRules::scatter),
          one(TakeSteps.class, LengthRules::take),
          one(Softmax.class, LengthRules::alongLast),
          one(LogSoftmax.class, LengthRules::alongLast),
          one(LayerNormalize.class, LengthRules::alongLast),
          Map.entry(PackSteps.class, LengthRules::pack),
          Map.entry(CompositeGradient.class, LengthRules::gradient));

  /** What can make of finite numbers some that are not. */
  private static final Set<Class<? extends Op>> RISKY =
      Set.of(
          Divide.class,
          Exp.class,
          Expm1.class,
          Log.class,
          Log1p.class,
          Power.class,
          PowerOf.class,
          Reciprocal.class,
          Rsqrt.class,
          Sqrt.class);

  private LengthRules() {}

  private static Map.Entry<Class<? extends Op>, Function<LengthStep, List<Span>>> one(
      Class<? extends Op> op, Function<LengthStep, Span> rule) {
    return Map.entry(op, step -> List.of(rule.apply(step)));
  }

  /** What is known of all outputs. */
  static List<Span> of(LengthStep step) {
    Op op = step.op();
    int outputs = step.left().outputs().size();
    boolean steps = IntStream.range(0, outputs).anyMatch(i -> step.axis(i) != -1);
    if (step.isSame() && !steps) {
      boolean known =
          op.isPure() && (step.sameOp() || Twins.isSameArray(step.left(), step.right()));
      boolean places = keepsPlaces(op) && step.in().get(0).place();
      Span same = places ? step.in().get(0) : Span.SAME;
      return Collections.nCopies(outputs, known ? same : Span.UNKNOWN);
    }
    if (step.in().stream().anyMatch(span -> span.is(Kind.UNKNOWN))
        && !(op instanceof CompositeGradient)) {
      return Collections.nCopies(outputs, Span.UNKNOWN);
    }
    return timed(step.aligned(), outputs);
  }

  private static List<Span> timed(LengthStep step, int outputs) {
    Op op = step.op();
    Function<LengthStep, List<Span>> rule = RULES.get(op.getClass());
    if (rule != null) {
      return rule.apply(step);
    }
    if (op instanceof Unary unary) {
      return List.of(step.sameOp() ? safe(op, unary(step, unary)) : Span.UNKNOWN);
    }
    if (op instanceof Binary binary) {
      return List.of(step.sameOp() ? safe(op, binary(step, binary)) : Span.UNKNOWN);
    }
    if (op instanceof Recurrent) {
      return recurrent(step, outputs);
    }
    return Collections.nCopies(outputs, Span.UNKNOWN);
  }

  /** Of what is not known, but that it is finite, not all is finite then. */
  private static Span safe(Op op, Span span) {
    boolean any = span.is(Kind.ANY) || span.is(Kind.PACKED);
    return any && RISKY.contains(op.getClass()) ? Span.UNKNOWN : span;
  }

  private static Span fill(LengthStep step) {
    int axis = step.axis(0);
    boolean same = Twins.isSameNumber(step.left(), step.right());
    return axis >= 0 && same ? Span.all(axis, ((Fill) step.op()).number()) : Span.UNKNOWN;
  }

  /** Along steps that are new, all are alike. */
  private static Span broadcast(LengthStep step) {
    Span in = step.in().get(0);
    int axis = step.axis(0);
    if (axis < 0) {
      return Span.UNKNOWN;
    }
    Double number = step.constant(0);
    if (in.is(Kind.SAME)) {
      return number != null ? Span.all(axis, number) : held(axis);
    }
    return isAligned(step, 0, axis) ? in.at(axis).plain() : Span.UNKNOWN;
  }

  private static Span held(int axis) {
    return new Span(Kind.HELD, axis, 0, false, false);
  }

  /** Whether an input, broadcast to the output, has its steps where the output has them. */
  private static boolean isAligned(LengthStep step, int input, int axis) {
    Span in = step.in().get(input);
    int fromEnd = step.left().output(0).rank() - axis;
    return in.is(Kind.SAME) || step.left().input(input).rank() - in.axis() == fromEnd;
  }

  private static boolean isAligned(LengthStep step, int axis) {
    return axis >= 0
        && IntStream.range(0, step.in().size()).allMatch(input -> isAligned(step, input, axis));
  }

  /** An input as if it had been broadcast to the output. */
  private static Span spread(LengthStep step, int input, int axis, boolean front) {
    Span in = step.in().get(input);
    Double number = step.constant(input);
    if (!in.is(Kind.SAME)) {
      return in.at(axis);
    }
    return new Span(
        number != null ? Kind.NUMBER : front ? Kind.ANY : Kind.HELD,
        axis,
        number != null ? number : 0,
        front,
        false);
  }

  private static Span unary(LengthStep step, Unary op) {
    Span in = step.in().get(0);
    if (step.axis(0) != in.axis() || in.is(Kind.ORDER)) {
      return Span.UNKNOWN;
    }
    Span out =
        switch (in.kind()) {
          case NUMBER -> finite(in.with(op.value(in.number())));
          case PACKED_ZERO -> op.value(0) == 0 ? in : in.as(Kind.PACKED);
          default -> in;
        };
    return keepsPlaces(op) ? out : out.plain();
  }

  private static boolean keepsPlaces(Op op) {
    return op instanceof Relu || op instanceof Identity;
  }

  private static Span finite(Span span) {
    return Double.isFinite(span.number()) ? span : Span.UNKNOWN;
  }

  private static Span binary(LengthStep step, Binary op) {
    int axis = step.axis(0);
    if (!isAligned(step, axis)) {
      return Span.UNKNOWN;
    }
    List<Span> timed = step.in().stream().filter(span -> !span.is(Kind.SAME)).toList();
    boolean front = timed.get(0).front();
    boolean packed = timed.get(0).isPacked();
    if (timed.stream().anyMatch(s -> s.front() != front || s.isPacked() != packed)
        || timed.stream().anyMatch(s -> s.is(Kind.ORDER))) {
      return Span.UNKNOWN;
    }
    if (packed) {
      return packed(step, op, timed).at(axis).plain();
    }
    Span a = spread(step, 0, axis, front);
    Span b = spread(step, 1, axis, front);
    if (isZero(op, a, b)) {
      return a.with(0).plain();
    }
    if (a.is(Kind.NUMBER) && b.is(Kind.NUMBER)) {
      return finite(a.with(op.value(a.number(), b.number())).plain());
    }
    boolean held = isHeld(step, 0) && isHeld(step, 1);
    return a.as(held ? Kind.HELD : Kind.ANY).plain();
  }

  /** Whether an input has at added steps what its last one has: if it has none, at all of them. */
  private static boolean isHeld(LengthStep step, int input) {
    return step.in().get(input).is(Kind.SAME) || step.in().get(input).is(Kind.HELD);
  }

  /** Whether a product is zero where one of its factors is: a gradient where none comes in. */
  private static boolean isZero(Binary op, Span a, Span b) {
    boolean gradient =
        op instanceof ReluGradient || op instanceof TanhGradient || op instanceof SigmoidGradient;
    return op instanceof Multiply
        ? a.isZeroBehind() || b.isZeroBehind()
        : gradient && b.isZeroBehind();
  }

  private static Span packed(LengthStep step, Binary op, List<Span> timed) {
    Double a = step.in().get(0).is(Kind.PACKED_ZERO) ? Double.valueOf(0) : step.constant(0);
    Double b = step.in().get(1).is(Kind.PACKED_ZERO) ? Double.valueOf(0) : step.constant(1);
    boolean factor = isZero(op, step.in().get(0), step.in().get(1));
    boolean zero = factor || (a != null && b != null && op.value(a, b) == 0);
    return timed.get(0).as(zero ? Kind.PACKED_ZERO : Kind.PACKED);
  }

  private static Span where(LengthStep step) {
    int axis = step.axis(0);
    if (!isAligned(step, axis)) {
      return Span.UNKNOWN;
    }
    Span mark = step.in().get(0);
    boolean front =
        step.in().stream().filter(s -> !s.is(Kind.SAME)).findFirst().orElseThrow().front();
    Span yes = spread(step, 1, axis, front);
    Span no = spread(step, 2, axis, front);
    if (mark.is(Kind.NUMBER) && mark.front() == front && !yes.isPacked() && !no.isPacked()) {
      Span chosen = mark.number() != 0 ? yes : no;
      boolean alike = yes.front() == front && no.front() == front;
      boolean known = alike && yes.keepsSteps() && no.keepsSteps();
      // What is held may be that of the other choice at the last step.
      return known ? (chosen.is(Kind.HELD) ? chosen.as(Kind.ANY) : chosen).plain() : Span.UNKNOWN;
    }
    boolean marked = mark.is(Kind.SAME) || (mark.front() == front && mark.keepsSteps());
    Span both = yes.or(no);
    if (!marked || both.is(Kind.UNKNOWN)) {
      return Span.UNKNOWN;
    }
    if (isHeld(step, 0) && isHeld(step, 1) && isHeld(step, 2)) {
      return held(axis);
    }
    return both.is(Kind.HELD) ? both.as(Kind.ANY) : both;
  }

  /** Steps stay as they are if as many sequences come before them. */
  private static Span reshape(LengthStep step) {
    Span in = step.in().get(0);
    int axis = step.axis(0);
    if (axis < 0) {
      return Span.UNKNOWN;
    }
    boolean apart =
        step.before(step.left().input(0), in.axis()) == step.before(step.left().output(0), axis);
    return apart && !in.is(Kind.ORDER) ? in.at(axis) : Span.UNKNOWN;
  }

  private static Span reduce(LengthStep step) {
    Span in = step.in().get(0);
    Reduce op = (Reduce) step.op();
    if (!step.sameOp() || in.is(Kind.ORDER)) {
      return Span.UNKNOWN;
    }
    if (op.axes().contains(in.axis())) {
      boolean sum = op.kind() == Reduce.Kind.SUM && in.isZeroBehind();
      return sum && step.axis(0) == -1 ? Span.SAME : Span.UNKNOWN;
    }
    int axis = step.axis(0);
    if (axis < 0) {
      return Span.UNKNOWN;
    }
    boolean choice = op.kind() == Reduce.Kind.MAX || op.kind() == Reduce.Kind.MIN;
    boolean zero = op.kind() == Reduce.Kind.SUM || op.kind() == Reduce.Kind.MEAN || choice;
    Span out = in.at(axis).plain();
    return switch (in.kind()) {
      case NUMBER -> choice || (zero && in.number() == 0) ? out : out.as(Kind.ANY);
      case PACKED_ZERO -> zero ? out : out.as(Kind.PACKED);
      default -> out;
    };
  }

  private static Span slice(LengthStep step) {
    Span in = step.in().get(0);
    Slice one = (Slice) step.op();
    Slice other = (Slice) step.right().op();
    if (one.axis() != in.axis()) {
      return step.sameOp() && step.axis(0) == in.axis() ? in : Span.UNKNOWN;
    }
    boolean single = one.to() - one.from() == 1 && other.to() - other.from() == 1;
    boolean first = one.from() == 0 && other.from() == 0 && !in.front() && in.keepsSteps();
    boolean last =
        one.to() == step.lengths().fewer()
            && other.to() == step.lengths().more()
            && (in.front() ? in.keepsSteps() : in.is(Kind.HELD));
    boolean known = single && (first || last);
    return known ? new Span(Kind.SAME, -1, 0, false, in.place()) : Span.UNKNOWN;
  }

  private static Span reverse(LengthStep step) {
    Span in = step.in().get(0);
    if (!step.sameOp()) {
      return Span.UNKNOWN;
    }
    boolean steps = ((Reverse) step.op()).axis() == in.axis();
    return !steps ? in : in.keepsSteps() ? in.reversed() : Span.UNKNOWN;
  }

  private static Span concat(LengthStep step) {
    Span all = step.in().get(0);
    boolean known = step.sameOp() && step.axis(0) == all.axis();
    for (Span in : step.in()) {
      known &= in.axis() >= 0 && in.axis() != ((Concat) step.op()).axis();
      all = all.or(in);
    }
    return known ? all : Span.UNKNOWN;
  }

  private static Span product(LengthStep step) {
    MatMul op = (MatMul) step.op();
    Span a = step.in().get(0);
    Span b = step.in().get(1);
    int rank = step.left().input(0).rank();
    if (!step.sameOp() || rank != step.left().input(1).rank()) {
      return Span.UNKNOWN;
    }
    int summedA = op.transposeA() ? rank - 2 : rank - 1;
    int summedB = op.transposeB() ? rank - 1 : rank - 2;
    if (b.is(Kind.SAME)) {
      boolean lines = a.axis() != summedA && step.axis(0) >= 0 && !a.is(Kind.ORDER);
      Span out = a.is(Kind.NUMBER) && a.number() != 0 ? a.as(Kind.ANY) : a;
      return lines ? out.at(step.axis(0)).plain() : Span.UNKNOWN;
    }
    boolean sum =
        a.axis() == summedA
            && b.axis() == summedB
            && a.front() == b.front()
            && a.isPacked() == b.isPacked()
            && !a.is(Kind.ORDER)
            && !b.is(Kind.ORDER)
            && (a.isZeroBehind() || b.isZeroBehind())
            && step.axis(0) == -1;
    return sum ? Span.SAME : Span.UNKNOWN;
  }

  private static Span gather(LengthStep step) {
    Span ids = step.in().get(1);
    boolean known = step.sameOp() && step.in().get(0).is(Kind.SAME) && !ids.is(Kind.ORDER);
    if (!known || step.axis(0) != ids.axis()) {
      return Span.UNKNOWN;
    }
    return (ids.is(Kind.HELD) ? ids : ids.as(ids.isPacked() ? Kind.PACKED : Kind.ANY)).plain();
  }

  /** What is added to some line of the table is zero where steps were added. */
  private static Span scatter(LengthStep step) {
    Span ids = step.in().get(0);
    Span rows = step.in().get(1);
    boolean known =
        step.sameOp()
            && rows.isZeroBehind()
            && ids.axis() == rows.axis()
            && ids.front() == rows.front()
            && ids.isPacked() == rows.isPacked()
            && !ids.is(Kind.ORDER);
    return known ? Span.SAME : Span.UNKNOWN;
  }

  private static Span alongLast(LengthStep step) {
    Span in = step.in().get(0);
    boolean known = step.sameOp() && step.isSameFrom(1) && !in.is(Kind.ORDER);
    if (!known || in.axis() == step.left().input(0).rank() - 1) {
      return Span.UNKNOWN;
    }
    return in.isPacked() ? in.as(Kind.PACKED) : in.is(Kind.HELD) ? in : in.as(Kind.ANY);
  }

  /** Steps that do not count stand behind the others, whichever they are. */
  private static List<Span> pack(LengthStep step) {
    Span marks = step.in().get(0);
    if (marks.axis() != 1 || !marks.is(Kind.NUMBER) || marks.number() != 0) {
      return List.of(Span.UNKNOWN, Span.UNKNOWN);
    }
    Span order = new Span(Kind.ORDER, 1, 0, marks.front(), false);
    // Before the first step that counts there is none.
    Kind behind = marks.front() ? Kind.NUMBER : Kind.HELD;
    return List.of(order, new Span(behind, 1, marks.front() ? -1 : 0, marks.front(), true));
  }

  private static Span take(LengthStep step) {
    Span x = step.in().get(0);
    Span steps = step.in().get(1);
    if (x.axis() != 1) {
      return Span.UNKNOWN;
    }
    if (steps.is(Kind.ORDER)) {
      boolean known = x.keepsSteps() && x.front() == steps.front();
      return known ? new Span(Kind.PACKED, 1, 0, false, false) : Span.UNKNOWN;
    }
    if (!steps.place() || !x.isPacked()) {
      return Span.UNKNOWN;
    }
    return steps.is(Kind.SAME)
        ? Span.SAME
        : steps.is(Kind.HELD) ? steps.plain() : steps.as(Kind.ANY).plain();
  }

  /** A step depends on those before it alone; what comes out last, on all that were added. */
  private static List<Span> recurrent(LengthStep step, int outputs) {
    Span x = step.in().get(0);
    boolean packed = x.isPacked();
    boolean known = step.sameOp() && step.isSameFrom(1) && x.axis() == 1 && !x.is(Kind.ORDER);
    List<Span> all = new ArrayList<>(Collections.nCopies(outputs, Span.UNKNOWN));
    if (known && (packed || !x.front())) {
      all.set(0, x.as(packed ? Kind.PACKED : Kind.ANY).plain());
    }
    return all;
  }

  private static List<Span> gradient(LengthStep step) {
    CompositeGradient op = (CompositeGradient) step.op();
    List<Span> all = new ArrayList<>(Collections.nCopies(op.arity(), Span.UNKNOWN));
    if (step.sameOp() && op.op() instanceof Recurrent layer) {
      recurrentGradient(step, op.arity(), layer.states(), all);
    } else if (step.sameOp() && op.op() instanceof TakeSteps) {
      all.set(0, takeGradient(step));
    }
    return all;
  }

  /** Where no gradient comes in behind, none is there, and nothing is added to the weights'. */
  private static void recurrentGradient(LengthStep step, int arity, int states, List<Span> all) {
    Span x = step.in().get(0);
    int given = arity + 1 + states;
    Span out = step.in().get(given);
    boolean known =
        x.axis() == 1
            && !x.is(Kind.ORDER)
            && (x.isPacked() || (x.keepsSteps() && !x.front()))
            && step.in().subList(1, arity).stream().allMatch(s -> s.is(Kind.SAME))
            && out.isZeroBehind()
            && out.axis() == 1
            && out.isPacked() == x.isPacked()
            && out.front() == x.front();
    for (int i = 1; i <= states; i++) {
      Double last = step.constant(given + i);
      known &= last != null && last == 0;
    }
    if (known) {
      Collections.fill(all, Span.SAME);
      all.set(0, out.plain());
    }
  }

  private static Span takeGradient(LengthStep step) {
    Span x = step.in().get(0);
    Span steps = step.in().get(1);
    Span out = step.in().get(3);
    if (steps.is(Kind.ORDER)) {
      boolean known = out.is(Kind.PACKED_ZERO) && x.keepsSteps() && x.front() == steps.front();
      return known ? new Span(Kind.NUMBER, 1, 0, x.front(), false) : Span.UNKNOWN;
    }
    boolean last = steps.is(Kind.SAME) && out.is(Kind.SAME);
    boolean each =
        out.is(Kind.NUMBER)
            && out.number() == 0
            && steps.keepsSteps()
            && out.axis() == 1
            && out.front() == steps.front();
    return steps.place() && x.isPacked() && (last || each)
        ? new Span(Kind.PACKED_ZERO, 1, 0, false, false)
        : Span.UNKNOWN;
  }

  /** Whether an output has the sequences' own steps, and the others behind them. */
  static boolean isBehind(Span span) {
    return span.keepsSteps() && !span.front() && span.axis() == 1;
  }
}
