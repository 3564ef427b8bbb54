package io.hornbill.training.parallel;

/** A process by itself: its own numbers are the sum. */
final class Alone implements Collective {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void allReduce(String label, float[] values) {}

  @Override
  public void allReduce(String label, double[] values) {}

  @Override
  public byte[] broadcast(String label, byte[] bytes) {
    return bytes.clone();
  }

  @Override
  public void fail(String cause) {}

  @Override
  public void close() {}
}
