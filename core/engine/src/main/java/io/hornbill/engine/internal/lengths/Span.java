package io.hornbill.engine.internal.lengths;

/**
 * What is known of a tensor in a plan for longer sequences, beside the same tensor in a plan for
 * their own length.
 *
 * @param kind how both compare
 * @param axis where its steps are; -1 without steps
 * @param number what stands at the steps that were added, where that is one number
 * @param front whether the added steps stand before the others, as in reversed sequences
 * @param place whether its elements are numbers of packed steps
 */
record Span(Kind kind, int axis, double number, boolean front, boolean place) {
  /** How a tensor compares with the same one for sequences of their own length. */
  enum Kind {
    /** It has no steps and is the same. */
    SAME,
    /** One number at all steps, wherever some were added. */
    ALL,
    /** The same steps, and one number at those that were added. */
    NUMBER,
    /** The same steps, and those that were added are as the last one of them. */
    HELD,
    /** The same steps, and any finite numbers at those that were added. */
    ANY,
    /**
     * Numbers of steps, those that count first; they count from another step if padded in front.
     */
    ORDER,
    /** The same where steps count, which are the first ones; any finite numbers behind. */
    PACKED,
    /** The same where steps count, which are the first ones; zeros behind. */
    PACKED_ZERO,
    /** Nothing is known. */
    UNKNOWN
  }

  static final Span SAME = new Span(Kind.SAME, -1, 0, false, false);
  static final Span UNKNOWN = new Span(Kind.UNKNOWN, -1, 0, false, false);

  static Span number(int axis, double number) {
    return new Span(Kind.NUMBER, axis, number, false, false);
  }

  static Span all(int axis, double number) {
    return new Span(Kind.ALL, axis, number, false, false);
  }

  /** One number at all steps, with steps added where another tensor has them. */
  Span like(Span other) {
    boolean packed = other.isPacked();
    Kind behind = packed ? number == 0 ? Kind.PACKED_ZERO : Kind.PACKED : Kind.NUMBER;
    return new Span(behind, axis, packed ? 0 : number, other.front, false);
  }

  boolean is(Kind some) {
    return kind == some;
  }

  /** Whether it has zeros wherever it is not the same. */
  boolean isZeroBehind() {
    return is(Kind.PACKED_ZERO) || (is(Kind.NUMBER) && number == 0);
  }

  boolean isPacked() {
    return is(Kind.PACKED) || is(Kind.PACKED_ZERO);
  }

  /** Whether each of its own steps is the same, and in its place. */
  boolean keepsSteps() {
    return is(Kind.NUMBER) || is(Kind.HELD) || is(Kind.ANY);
  }

  Span as(Kind other) {
    return new Span(other, axis, 0, front, place);
  }

  Span at(int otherAxis) {
    return new Span(kind, otherAxis, number, front, place);
  }

  Span with(double other) {
    return new Span(Kind.NUMBER, axis, other, front, place);
  }

  /** Values that are no longer numbers of steps. */
  Span plain() {
    return new Span(kind, axis, number, front, false);
  }

  Span reversed() {
    return new Span(is(Kind.HELD) ? Kind.ANY : kind, axis, number, !front, place);
  }

  /** What is known of both one and the other: of elements chosen from them. */
  Span or(Span other) {
    boolean alike = axis == other.axis && front == other.front;
    if (!alike || is(Kind.UNKNOWN) || is(Kind.ORDER) || isPacked() != other.isPacked()) {
      return UNKNOWN;
    }
    boolean same = kind == other.kind && Double.compare(number, other.number) == 0;
    return same ? plain() : as(isPacked() ? Kind.PACKED : Kind.ANY).plain();
  }
}
