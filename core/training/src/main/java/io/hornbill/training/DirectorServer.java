package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Variable;
import io.hornbill.training.parallel.Channel;
import java.util.List;

/**
 * Follows and steers a training of other processes, on a model in this process: callbacks run here.
 * The model holds the weights and the optimizer's state as of the last epoch, so a training that
 * begins anew goes on from there.
 */
public final class DirectorServer {
  private final TrainableModel model;
  private final Director director;
  private final int initialEpoch;
  private int nextEpoch;
  private int attempt = -1;
  private boolean begun;
  private boolean ended;
  private Logs last = new Logs();

  /**
   * Makes a server.
   *
   * @param model the compiled model
   * @param director who decides here
   * @param initialEpoch the first epoch
   */
  public DirectorServer(TrainableModel model, Director director, int initialEpoch) {
    this.model = model;
    this.director = director;
    this.initialEpoch = initialEpoch;
    nextEpoch = initialEpoch;
  }

  /**
   * Serves one attempt of the training, to its end.
   *
   * @param channel the connection to its rank 0
   * @return true if the training is done; false if this is an old attempt
   * @throws io.hornbill.training.parallel.CollectiveException if the connection ends before
   */
  public boolean serve(Channel channel) {
    DirectorMessage first = DirectorMessage.read(channel.receive());
    if (!begins(first, channel)) {
      return false;
    }
    while (true) {
      DirectorMessage message = DirectorMessage.read(channel.receive());
      synchronized (this) {
        if (first.number() != attempt) {
          return false;
        }
        handle(message, channel);
      }
      if (message.kind() == DirectorMessage.Kind.TRAIN_ENDS) {
        return true;
      }
    }
  }

  private synchronized boolean begins(DirectorMessage first, Channel channel) {
    if (first.number() < attempt) {
      return false;
    }
    attempt = first.number();
    if (!begun) {
      begun = true;
      nextEpoch = director.trainBegins(initialEpoch);
    }
    answer(channel, nextEpoch, new Decision(model.learningRate(), false), true);
    return true;
  }

  private void handle(DirectorMessage message, Channel channel) {
    if (message.state().length > 0) {
      VariableBytes.read(model.state(), message.state());
    }
    List<Variable> state = model.state();
    long before = version(state);
    switch (message.kind()) {
      case EPOCH_BEGINS -> {
        Decision decision = director.epochBegins(message.number());
        answer(channel, 0, decision, version(state) != before);
      }
      case BATCH_ENDS -> director.batchEnds(message.number(), message.logs());
      case EPOCH_ENDS -> {
        last = message.logs();
        Decision decision = director.epochEnds(message.number(), message.logs());
        nextEpoch = message.number() + 1;
        answer(channel, 0, decision, version(state) != before);
      }
      default -> {
        end(true);
        answer(channel, 0, new Decision(model.learningRate(), true), version(state) != before);
      }
    }
  }

  private static long version(List<Variable> variables) {
    return variables.stream().mapToLong(Variable::version).sum();
  }

  private void answer(Channel channel, int number, Decision decision, boolean withState) {
    byte[] state = withState ? VariableBytes.write(model.state()) : DirectorMessage.NO_STATE;
    channel.send(
        new DirectorMessage(
                DirectorMessage.Kind.ANSWER,
                number,
                decision.learningRate(),
                decision.stop(),
                new Logs(),
                state,
                withState ? model.keysOfRandomness() : List.of())
            .bytes());
  }

  /**
   * Ends the training, once.
   *
   * @param done false if it failed
   */
  public synchronized void end(boolean done) {
    if (begun && !ended) {
      ended = true;
      nextEpoch = Integer.MAX_VALUE; // a process that begins anew has nothing left to do
      director.trainEnds(done, last);
    }
  }
}
