package io.hornbill.visualization.internal.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trainings of a page; the oldest that have ended make room for new ones. */
public final class Runs {
  private static final int MOST = 50;

  private final Map<Integer, Run> runs = new LinkedHashMap<>();
  private final Map<String, Run> posted = new LinkedHashMap<>();
  private int next = 1;

  /** Begins a run. */
  public synchronized Run begin(String name) {
    if (runs.size() >= MOST) {
      runs.remove(oldest());
    }
    Run run = new Run(next++, name);
    runs.put(run.id(), run);
    return run;
  }

  private int oldest() {
    return runs.values().stream()
        .filter(run -> !run.isRunning())
        .findFirst()
        .orElse(runs.values().iterator().next())
        .id();
  }

  /** Takes an epoch that was sent from outside; one that does not go on begins a new run. */
  synchronized void add(Published epoch) {
    Run run = posted.get(epoch.run());
    if (run == null || epoch.epoch() <= run.epoch() || get(run.id()) == null) {
      if (run != null) {
        run.end(Run.Status.ENDED);
      }
      run = begin(epoch.run());
      posted.put(epoch.run(), run);
      posted.values().removeIf(one -> get(one.id()) == null);
    }
    Run known = run;
    known.fact("epoch", epoch.epoch() + 1);
    epoch.values().forEach((name, value) -> known.addEpoch(name, epoch.epoch(), value));
  }

  synchronized @Nullable Run get(int id) {
    return runs.get(id);
  }

  synchronized List<Run> all() {
    return new ArrayList<>(runs.values());
  }
}
