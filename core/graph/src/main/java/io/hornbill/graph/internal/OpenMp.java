package io.hornbill.graph.internal;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * How threads of native kernels wait for each other. GNU's OpenMP lets them spin for milliseconds,
 * which takes the core from the very thread that they wait for as soon as another process wants one
 * too. It reads how long from its environment when it is loaded, and from nowhere else; so this
 * class adds {@code GOMP_SPINCOUNT} to the environment of this process before.
 *
 * <p>Each thread that calls kernels gets helpers of its own, which stay. As soon as there are more
 * threads than cores, it no longer asks for that number: then threads spin for 100 rounds, 1,000
 * with {@code OMP_WAIT_POLICY=active}. A hundred are fewer than what lies between two kernels, so
 * that helpers would fall asleep before each of them, and predictions take twice as long.
 *
 * <p>Nothing is changed where the user has set {@code OMP_WAIT_POLICY} or {@code GOMP_SPINCOUNT},
 * and on other systems than Linux. {@link BeforeNatives} sees to it that ND4J is not loaded before.
 */
final class OpenMp {
  /** Rounds of waiting: more than Java's work between kernels takes, less than a time slice. */
  private static final List<String> SETTINGS =
      List.of("GOMP_SPINCOUNT=20000", "OMP_WAIT_POLICY=active");

  private static final List<String> BY_USER = List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

  private static boolean done;

  private OpenMp() {}

  /**
   * Lets threads that wait spin for 20,000 rounds, or 1,000 where there are many, and then sleep.
   */
  static synchronized void waitBriefly() {
    if (done) {
      return;
    }
    done = true;
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    if (linux && BY_USER.stream().allMatch(name -> System.getenv(name) == null)) {
      try {
        Loader.load(Loader.class);
        add(Loader.addressof("environ"));
      } catch (LinkageError | RuntimeException | OutOfMemoryError e) {
        // It is about speed alone; what does not load says so where it is needed.
      }
    }
  }

  private static void add(@Nullable Pointer variable) {
    if (variable == null || variable.isNull()) {
      return;
    }
    PointerPointer<Pointer> holder = new PointerPointer<>(variable);
    PointerPointer<Pointer> old = new PointerPointer<>(holder.get(0));
    int length = 0;
    while (old.get(length) != null) {
      length++;
    }
    // Not from Java's own allocation: the environment needs both for as long as the process lives.
    PointerPointer<Pointer> longer =
        new PointerPointer<>(Pointer.malloc((length + SETTINGS.size() + 1L) * Long.BYTES));
    for (int i = 0; i < length; i++) {
      longer.put(i, old.get(i));
    }
    for (String setting : SETTINGS) {
      BytePointer copy = new BytePointer(Pointer.malloc(setting.length() + 1L));
      longer.put(length++, copy.putString(setting));
    }
    longer.put(length, (Pointer) null);
    holder.put(0, longer);
  }
}
