package io.hornbill.training;

import io.hornbill.base.Fault;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a model. One call at a time may train or change it, and keeps it for itself until it
 * ends; everybody may ask; and nobody may do anything once it is closed, but the training that is
 * under way, which then ends.
 */
final class Usage {
  private final Supplier<String> name;
  private @Nullable String call;
  private volatile @Nullable Thread busy;
  private volatile @Nullable String closedBy;

  Usage(Supplier<String> name) {
    this.name = name;
  }

  /** Refuses a call of a closed model. */
  void requireOpen(String wanted) {
    String closer = closedBy;
    if (closer != null && busy != Thread.currentThread()) {
      throw Fault.of("Model \"%s\"", name.get())
          .expected("a model must be open to be used")
          .received("%s() on a model that was closed by thread \"%s\"", wanted, closer)
          .remedy("Make or load it again.")
          .state();
    }
  }

  /** Begins a call that trains the model; refused while there is another, even of this thread. */
  synchronized void begin(String wanted) {
    if (busy == Thread.currentThread()) {
      throw within(wanted);
    }
    enter(wanted);
  }

  /**
   * Begins a call that changes weights, which callbacks may make during a training of their own.
   *
   * @return whether it was begun, and is to be ended; false within a training of this thread
   */
  synchronized boolean beginChange(String wanted) {
    if (busy == Thread.currentThread()) {
      return false;
    }
    enter(wanted);
    return true;
  }

  private void enter(String wanted) {
    requireOpen(wanted);
    Thread other = busy;
    if (other != null) {
      throw Fault.of("Model \"%s\"", name.get())
          .expected("one thread at a time may train or change a model")
          .received(
              "%s() by thread \"%s\" while thread \"%s\" is in %s()",
              wanted, Thread.currentThread().getName(), other.getName(), call)
          .remedy(
              "Wait until it has returned%s.",
              "fit".equals(call) ? ", or end it by stopTraining()" : "")
          .state();
    }
    call = wanted;
    busy = Thread.currentThread();
  }

  private IllegalStateException within(String wanted) {
    return Fault.of("Model \"%s\"", name.get())
        .expected(
            "a training must have ended before the next one, or before the model is"
                + " compiled or closed")
        .received("%s() within %s() of the same model, as from a callback", wanted, call)
        .remedy("Call stopTraining() there, and %s() when %s() has returned.", wanted, call)
        .state();
  }

  /** Ends what {@link #begin} or {@link #beginChange} began. */
  synchronized void end() {
    busy = null;
    call = null;
  }

  /**
   * Requires that this thread is in a training.
   *
   * @param wanted the call
   * @param part what there is of a training; null if it has no such thing
   * @return the same
   */
  <T> T requireWithin(String wanted, @Nullable T part) {
    requireOpen(wanted);
    if (part == null || busy != Thread.currentThread()) {
      throw Fault.of("Model \"%s\"", name.get())
          .expected("progress can be saved and loaded during training only")
          .received("a call outside of fit()")
          .remedy("Call it in a callback.")
          .state();
    }
    return part;
  }

  /**
   * Closes the model, but not within a training of this thread.
   *
   * @return false if it was closed before
   */
  synchronized boolean close() {
    if (busy == Thread.currentThread()) {
      throw within("close");
    }
    boolean first = closedBy == null;
    if (first) {
      closedBy = Thread.currentThread().getName();
    }
    return first;
  }

  boolean isClosed() {
    return closedBy != null;
  }

  /** What a training throws whose model was closed meanwhile. */
  IllegalStateException closedDuring(String what) {
    return Fault.of("Model \"%s\"", name.get())
        .expected("a model must stay open while it is trained")
        .received(
            "close() by thread \"%s\" during %s(), which ended after its batch", closedBy, what)
        .remedy("Close the model when it has returned.")
        .state();
  }
}
