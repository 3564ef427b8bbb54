package io.hornbill.spark;

import io.hornbill.base.Fault;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** What is refused before anything is computed, with the setting to change. */
final class SparkChecks {
  private static final int PATIENCE_SECONDS = 15;

  private SparkChecks() {}

  static void check(SparkContext context, SparkOptions options) {
    SparkConf conf = context.getConf();
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw Fault.of("SparkTrainer")
          .expected("the number of executors must not change while a model is trained")
          .received("spark.dynamicAllocation.enabled = true")
          .remedy("Set it to false, and spark.executor.instances to what you want.")
          .argument();
    }
    int cpus = conf.getInt("spark.task.cpus", 1);
    if (options.threadsPerWorker() > cpus) {
      throw Fault.of("SparkTrainer")
          .expected("threadsPerWorker must not be above spark.task.cpus")
          .received("%s threads for %s", options.threadsPerWorker(), cpus)
          .remedy(
              "Set spark.task.cpus to %s, or lower threadsPerWorker.", options.threadsPerWorker())
          .argument();
    }
    checkEncryption(conf, options);
    checkSlots(context, conf, options.numWorkers());
  }

  private static void checkEncryption(SparkConf conf, SparkOptions options) {
    for (String key :
        List.of("spark.network.crypto.enabled", "spark.ssl.enabled", "spark.ssl.rpc.enabled")) {
      if (!options.isEncrypted() && conf.getBoolean(key, false)) {
        throw Fault.of("SparkTrainer")
            .expected("what workers tell each other must be encrypted where Spark's traffic is")
            .received("encrypted false with %s = true", key)
            .remedy("Leave encrypted true.")
            .argument();
      }
    }
  }

  /** Executors of a cluster may still be on their way, if there may be enough of them at all. */
  private static void checkSlots(SparkContext context, SparkConf conf, int workers) {
    boolean fixed = context.isLocal();
    int slots = slots(context);
    boolean hope = !fixed && most(conf) >= workers;
    for (int i = 0; i < PATIENCE_SECONDS * 2 && slots < workers && hope; i++) {
      pause();
      slots = slots(context);
    }
    if (slots < workers) {
      throw Fault.of("SparkTrainer")
          .expected("all workers must run at the same time")
          .received(
              "numWorkers %s for %s slots (executors * spark.executor.cores /"
                  + " spark.task.cpus, which is %s)",
              workers, slots, conf.get("spark.task.cpus", "1"))
          .remedy(
              "Raise spark.executor.instances or spark.executor.cores%s, or lower numWorkers.",
              fixed ? " (here the number in the master " + context.master() + ")" : "")
          .argument();
    }
  }

  /** As many slots as the settings ask for; all that an int can hold where they do not say. */
  static int most(SparkConf conf) {
    int executors = conf.getInt("spark.executor.instances", 0);
    int cores = conf.getInt("spark.executor.cores", 0);
    boolean known = executors > 0 && cores > 0;
    return known ? executors * (cores / conf.getInt("spark.task.cpus", 1)) : Integer.MAX_VALUE;
  }

  private static int slots(SparkContext context) {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of("SparkTrainer")
          .expected("training needs executors")
          .received("an interrupt while it waited for them")
          .remedy("Call fit again.")
          .state(e);
    }
  }
}
