package io.hornbill.benchmarks.reliability.chaos;

import com.sun.management.OperatingSystemMXBean;
import io.hornbill.Hornbill;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The process in which it all happens: {@code seconds folder}. */
final class ChaosProcess {
  private static final int THREADS = 16;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long LOOK_MILLIS = 200;
  private static final long MOST_LOOK_NANOS = 1_000_000_000L;
  private static final double LEAST_SHARE = 0.02;
  private static final int WRONG = 1;
  private static final int HANGS = 2;

  private final Tally tally = new Tally();
  private final Deeds deeds;
  private final List<Subject> subjects;
  private final Swapped swapped = new Swapped(tally);
  private final List<Worker> workers = new ArrayList<>();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private volatile long clock;
  private volatile boolean over;

  private ChaosProcess(Path folder) {
    Hornbill.seed(1);
    deeds = new Deeds(tally, folder);
    subjects = Subjects.all(folder);
  }

  /** A thread, and what it is doing since when. */
  private final class Worker extends Thread {
    private final Random random;
    volatile String doing = "nothing";
    volatile long since;

    Worker(int number) {
      super("chaos-" + number);
      setDaemon(true);
      random = new Random(number);
    }

    @Override
    public void run() {
      while (!over && tally.isGood()) {
        String deed = "";
        try {
          int kind = random.nextInt(10);
          deed = kind == 0 ? "swap" : kind == 1 ? "count" : deeds.any(random);
          act(deed);
          tally.done(deed);
        } catch (Throwable thrown) { // whatever it is, it is to be seen
          tally.thrown(deed, thrown);
        }
      }
      doing = "nothing";
    }

    private void act(String deed) throws Exception {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      since = clock;
      doing = deed + " " + subject.name;
      switch (deed) {
        case "swap" -> swapped.swap(random);
        case "count" -> swapped.count(random);
        default -> deeds.of(deed).run(subject, random);
      }
    }
  }

  /**
   * Runs.
   *
   * @param arguments the number of seconds, and a folder for files
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String... arguments) throws InterruptedException {
    ChaosProcess process = new ChaosProcess(Path.of(arguments[1]));
    System.exit(process.run(Integer.parseInt(arguments[0])));
  }

  private int run(int seconds) throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      workers.add(new Worker(i));
    }
    workers.forEach(Thread::start);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end && tally.isGood()) {
      if (hangs()) {
        return HANGS;
      }
      sleep();
    }
    over = true;
    while (workers.stream().anyMatch(Thread::isAlive)) {
      if (hangs()) {
        return HANGS;
      }
      sleep();
    }
    tally.print();
    return tally.isGood() ? 0 : WRONG;
  }

  /** Sleeps, and counts the time in which others left the processors to this process. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes it
  private void sleep() throws InterruptedException {
    long before = System.nanoTime();
    Thread.sleep(LOOK_MILLIS);
    double elapsed = Math.min(System.nanoTime() - before, MOST_LOOK_NANOS); // or it was stopped
    double others = system.getCpuLoad() - system.getProcessCpuLoad();
    double left = Math.min(1, Math.max(LEAST_SHARE, 1 - others));
    clock = clock + (long) (elapsed * left);
  }

  private boolean hangs() {
    for (Worker worker : workers) {
      String doing = worker.doing;
      long since = clock - worker.since;
      if (worker.isAlive() && !doing.equals("nothing") && since > PATIENCE_NANOS) {
        System.out.printf(
            "%s has been in %s for %d s%n", worker.getName(), doing, since / 1_000_000_000);
        for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
          System.out.println(one.getKey());
          List.of(one.getValue()).forEach(frame -> System.out.println("    " + frame));
        }
        tally.print();
        return true;
      }
    }
    return false;
  }
}
