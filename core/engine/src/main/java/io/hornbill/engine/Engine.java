package io.hornbill.engine;

import io.hornbill.base.Fault;
import io.hornbill.base.NativeLibraries;
import io.hornbill.base.Warnings;
import io.hornbill.engine.internal.blas.BlasKernels;
import io.hornbill.engine.internal.java.TileKernels;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.engine.internal.lowering.DnnlKernels;
import io.hornbill.engine.internal.onednn.Dnnl;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kernels plans are made of: {@code onednn} where it loads and passes its self-test, else the
 * portable {@code nd4j}; {@code -Dhornbill.engine=nd4j} chooses the latter.
 */
public final class Engine {
  /** The system property that chooses the engine. */
  public static final String PROPERTY = "hornbill.engine";

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private Engine() {}

  /** Chosen once, by the first plan; a wrong choice is refused each time. */
  private record Chosen(String name, List<KernelFactory> factories) {}

  private static volatile @Nullable Chosen chosen;

  private static Chosen chosen() {
    Chosen known = chosen;
    if (known == null) {
      synchronized (Engine.class) {
        known = chosen;
        if (known == null) {
          known = make(choose());
          chosen = known;
        }
      }
    }
    return known;
  }

  private static Chosen make(String name) {
    return new Chosen(
        name,
        name.equals("onednn")
            ? List.of(new DnnlKernels(), new BlasKernels(), new TileKernels())
            : List.of(new BlasKernels(), new TileKernels()));
  }

  /**
   * Returns the engine's name.
   *
   * @return {@code onednn} or {@code nd4j}
   * @throws IllegalArgumentException if the property names another one
   * @throws IllegalStateException if the native libraries of neither can be loaded
   */
  public static String name() {
    return chosen().name();
  }

  /**
   * Says whether {@link PlanOptions#bfloat16()} can make a difference.
   *
   * @return true if the engine is {@code onednn} and the processor multiplies bfloat16 numbers
   */
  public static boolean multipliesBfloat16() {
    return name().equals("onednn") && Dnnl.multipliesBfloat16();
  }

  /**
   * Sets how many threads plans use that are compiled from now on.
   *
   * @param count the number, the calling thread included; 0 for one for each core that the process
   *     may use, or what {@code OMP_NUM_THREADS} says
   */
  public static void threads(int count) {
    Threads.limit(count);
  }

  /**
   * Says whether the same question must have the same answer to the last bit, whatever was asked
   * before: where a seed was set, or {@link #deterministic} says so.
   *
   * @return whether plans that may round in another way are not to be taken
   */
  public static boolean keepsBits() {
    return Turns.keepsBits();
  }

  /**
   * Sets whether the number of threads, and with it every bit, does not depend on others: callers
   * take turns even where there are as many as cores, and plans use all cores even where other
   * processes want them. By default the first is false, and the second true where a seed was set.
   *
   * @param on what holds for both
   */
  public static void deterministic(boolean on) {
    Turns.always(on);
  }

  /**
   * Does some work when it is its turn, at once if this thread has one: plans that use all cores
   * run one after the other, first come, first served. Who takes a turn before it borrows a plan
   * finds the one that ran last, with its memory still in the caches. Where there are as many
   * callers as cores, each works on one core, without waiting for others at the end of every
   * kernel. Nothing is allocated but what the work allocates.
   *
   * @param pace may want one core, too
   * @param work borrows a plan and runs it; is told whether to take one for {@linkplain
   *     PlanOptions#alone one core}; does not hold a guard of variables yet
   */
  public static void inTurn(Pace pace, Consumer<Boolean> work) {
    Turns.share(Threads.count(), pace.modest(), work);
  }

  static List<KernelFactory> factories() {
    return chosen().factories();
  }

  private static String choose() {
    String wanted = System.getProperty(PROPERTY, "onednn").toLowerCase(Locale.ROOT);
    if (!wanted.equals("onednn") && !wanted.equals("nd4j")) {
      throw Fault.of("Engine")
          .expected("-D%s must be \"onednn\" or \"nd4j\"", PROPERTY)
          .received("\"%s\"", wanted)
          .remedy("Choose one of them.")
          .argument();
    }
    NativeLibraries.require();
    if (wanted.equals("onednn") && !Dnnl.available()) {
      Warnings.warn(
          LOG, "oneDNN cannot be used here ({}); computing with the nd4j engine.", Dnnl.reason());
      return "nd4j";
    }
    return wanted;
  }
}
