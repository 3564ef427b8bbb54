package io.hornbill.training;

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
      throw new IllegalStateException(
          "Model \"%s\": a model must be open to be used. Received: %s() on a model that was closed by thread \"%s\". Make or load it again."
              .formatted(name.get(), wanted, closer));
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
      throw new IllegalStateException(
          "Model \"%s\": one thread at a time may train or change a model. Received: %s() by thread \"%s\" while thread \"%s\" is in %s(). Wait until it has returned%s."
              .formatted(
                  name.get(),
                  wanted,
                  Thread.currentThread().getName(),
                  other.getName(),
                  call,
                  "fit".equals(call) ? ", or end it by stopTraining()" : ""));
    }
    call = wanted;
    busy = Thread.currentThread();
  }

  private IllegalStateException within(String wanted) {
    return new IllegalStateException(
        "Model \"%s\": a training must have ended before the next one, or before the model is compiled or closed. Received: %s() within %s() of the same model, as from a callback. Call stopTraining() there, and %s() when %s() has returned."
            .formatted(name.get(), wanted, call, wanted, call));
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
      throw new IllegalStateException(
          "Model \"%s\": progress can be saved and loaded during training only. Received: a call outside of fit(). Call it in a callback."
              .formatted(name.get()));
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
    return new IllegalStateException(
        "Model \"%s\": a model must stay open while it is trained. Received: close() by thread \"%s\" during %s(), which ended after its batch. Close the model when it has returned."
            .formatted(name.get(), closedBy, what));
  }
}
