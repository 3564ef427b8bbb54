package io.hornbill.graph.internal;

import io.hornbill.base.Fault;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Never computes anything. ND4J makes one of each backend on the class path before it loads the
 * natives of the first that it likes, whoever asks for its first array: this is the moment at which
 * {@link OpenMp} can still say how threads wait. Most programs make an array before they make a
 * layer; their predictions of small networks took twice as long.
 */
public final class BeforeNatives extends Nd4jBackend {
  /** After all others, so that this one is not even asked whether it is available. */
  private static final int LAST = Integer.MIN_VALUE;

  /** Made by ND4J. */
  public BeforeNatives() {
    OpenMp.waitBriefly();
  }

  @Override
  public int getPriority() {
    return LAST;
  }

  @Override
  public boolean isAvailable() {
    return false;
  }

  @Override
  public boolean canRun() {
    return false;
  }

  @Override
  public boolean allowsOrder() {
    return false;
  }

  @Override
  public Resource getConfigurationResource() {
    throw none();
  }

  @Override
  public Class<?> getNDArrayClass() {
    throw none();
  }

  @Override
  public Environment getEnvironment() {
    throw none();
  }

  @Override
  public String buildInfo() {
    return "";
  }

  @Override
  public void logBackendInit() {
    // there is nothing to tell
  }

  private static UnsupportedOperationException none() {
    return Fault.of("BeforeNatives")
        .expected("a backend must be available to compute")
        .received("one that is not")
        .remedy("Add nd4j-native to the class path.")
        .unsupported();
  }
}
