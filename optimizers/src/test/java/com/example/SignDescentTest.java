package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.base.Config;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.LossScaleOptimizer;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import io.hornbill.optimizers.schedules.ExponentialDecay;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** An optimizer of another package has all that those of the library have. */
class SignDescentTest {
  @BeforeAll
  static void register() {
    Optimizers.register("SignDescent", SignDescent::new);
  }

  @Test
  void writesItsSettings() {
    Config config = new SignDescent().slack(0.25).config();

    assertThat(config.asMap())
        .containsExactlyEntriesOf(
            new Config()
                .with("name", "signdescent")
                .with("learning_rate", 0.5)
                .with("slack", 0.25)
                .with("uphill", false)
                .asMap());
  }

  @Test
  void isMadeAgainWithItsNameLearningRateAndSettings() {
    Config config =
        new Config()
            .with("name", "mine")
            .with("learning_rate", 0.125)
            .with("decay", 0.5)
            .with("slack", 0.25)
            .with("uphill", true);

    Optimizer optimizer = Optimizers.get("signdescent", config);

    assertThat(optimizer).isInstanceOf(SignDescent.class);
    assertThat(optimizer.learningRate()).isEqualTo(0.125);
    assertThat(optimizer.config()).isEqualTo(config);
  }

  @Test
  void isMadeAgainWithItsSchedule() {
    Optimizer optimizer = new SignDescent().learningRate(new ExponentialDecay(0.5, 1, 0.5));

    assertThat(Optimizers.get(optimizer.name(), optimizer.config()).config())
        .isEqualTo(optimizer.config());
  }

  @Test
  void keepsItsDefaultsAndReadsOlderSpellings() {
    Config config = Optimizers.get("SignDescent", new Config().with("old_slack", 0.5)).config();

    assertThat(config.get("slack")).isEqualTo(0.5);
    assertThat(config.get("learning_rate")).isEqualTo(0.5);
  }

  @Test
  void isWrittenInsideAnother() {
    LossScaleOptimizer outer = new LossScaleOptimizer(new SignDescent().slack(0.25));

    assertThat(Optimizers.get(outer.name(), outer.config()).config()).isEqualTo(outer.config());
  }

  @Test
  void keepsNoAverageAndScalesNoLossUnlessItSaysSo() {
    Tensor loss = Ops.placeholder("loss", new Spec(DataType.FLOAT, Shape.of()));

    assertThat(new SignDescent().keepsAverage()).isFalse();
    assertThat(new SignDescent().scaleLoss(loss)).isSameAs(loss);
  }

  @Test
  void refusesBadSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignDescent().slack(-1))
        .withMessage(
            "SignDescent: slack must be at least 0 and finite. Received: -1.0. Give 0 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizers.get("SignDescent", new Config().with("learning_rate", -1)))
        .withMessageStartingWith("SignDescent: learningRate must be at least 0 and finite.");
  }

  @Test
  void refusesSettingsAfterTheBuildButTheLearningRate() {
    SignDescent optimizer = new SignDescent();
    optimizer.build(List.of(new Variable("w", Nd4j.scalar(1.0))));

    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.slack(1))
        .withMessageStartingWith("SignDescent: slack must be called before training.");
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.configured(new Config()))
        .withMessageStartingWith("SignDescent: configured must be called before training.");
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.learningRate(step -> 0.5))
        .withMessageStartingWith("SignDescent: learningRate(schedule) must be called before");
    assertThat(optimizer.learningRate(0.25).decay(0.5).learningRate()).isEqualTo(0.25);
  }

  /** The step is 0.5 / (1 + 1 * t): 1 - 0.5, then + 0.25; gradients up to 0.25 count nothing. */
  @Test
  void itsStepsFollowItsSettings() {
    Optimizer optimizer = new SignDescent().slack(0.25).decay(1);
    Variable variable = new Variable("w", Nd4j.createFromArray(1.0, 1.0));
    optimizer.build(List.of(variable));
    Tensor gradient = Ops.placeholder("g", new Spec(variable.dataType(), variable.shape()));
    Program program =
        new Program(
            List.of(gradient), List.of(), optimizer.update(List.of(variable), List.of(gradient)));
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      for (double size : new double[] {3, -3}) {
        plan.input(0).assign(Nd4j.createFromArray(size, 0.25));
        optimizer.beforeStep();
        plan.run();
      }
    }
    assertThat(variable.value()).isEqualTo(Nd4j.createFromArray(0.75, 1.0));
    assertThat(optimizer.iterations()).isEqualTo(2);
  }
}
