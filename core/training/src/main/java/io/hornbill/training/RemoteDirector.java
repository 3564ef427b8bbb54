package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import io.hornbill.training.parallel.Channel;
import java.util.List;

/** Asks a {@link DirectorServer} in another process, on behalf of rank 0. */
public final class RemoteDirector implements Director {
  private final Channel channel;
  private final TrainableModel model;
  private final int attempt;

  /**
   * Makes a director.
   *
   * @param channel the connection to the server
   * @param model the model of rank 0; the server's is the same
   * @param attempt how often the training was begun before
   */
  public RemoteDirector(Channel channel, TrainableModel model, int attempt) {
    this.channel = channel;
    this.model = model;
    this.attempt = attempt;
  }

  private DirectorMessage ask(
      DirectorMessage.Kind kind, int number, boolean yes, Logs logs, byte[] state) {
    tell(kind, number, yes, logs, state);
    DirectorMessage answer = DirectorMessage.read(channel.receive());
    if (answer.state().length > 0) {
      VariableBytes.read(model.state(), answer.state());
    }
    if (!answer.keys().isEmpty()) {
      model.keysOfRandomness(answer.keys());
    }
    return answer;
  }

  private void tell(DirectorMessage.Kind kind, int number, boolean yes, Logs logs, byte[] state) {
    channel.send(new DirectorMessage(kind, number, 0, yes, logs, state, List.of()).bytes());
  }

  private static Decision decision(DirectorMessage answer) {
    return new Decision(answer.rate(), answer.yes());
  }

  @Override
  public int trainBegins(int initialEpoch) {
    return ask(
            DirectorMessage.Kind.TRAIN_BEGINS, attempt, false, new Logs(), DirectorMessage.NO_STATE)
        .number();
  }

  @Override
  public Decision epochBegins(int epoch) {
    return decision(
        ask(DirectorMessage.Kind.EPOCH_BEGINS, epoch, false, new Logs(), DirectorMessage.NO_STATE));
  }

  @Override
  public void batchEnds(int batch, Logs logs) {
    tell(DirectorMessage.Kind.BATCH_ENDS, batch, false, logs, DirectorMessage.NO_STATE);
  }

  @Override
  public Decision epochEnds(int epoch, Logs logs) {
    byte[] state = VariableBytes.write(model.state());
    return decision(ask(DirectorMessage.Kind.EPOCH_ENDS, epoch, false, logs, state));
  }

  @Override
  public void trainEnds(boolean done, Logs logs) {
    if (done) {
      byte[] state = VariableBytes.write(model.state());
      ask(DirectorMessage.Kind.TRAIN_ENDS, 0, true, logs, state);
    }
  }
}
