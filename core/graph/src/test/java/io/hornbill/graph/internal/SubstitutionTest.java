package io.hornbill.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SubstitutionTest {
  private final Variable a = new Variable("a", Nd4j.scalar(1f));
  private final Variable b = new Variable("b", Nd4j.scalar(2f));

  @Test
  void tensorsStandForVariablesWhileAPartIsWritten() {
    Tensor own = a.tensor();
    Tensor twice = own.times(2);
    Tensor read = Substitution.during(Map.of(a, twice), () -> Ops.read(a));
    assertThat(read).isSameAs(twice);
    assertThat(a.tensor()).isSameAs(own);
  }

  @Test
  void nestedOnesAddUpAndEndWithTheirPart() {
    Tensor first = a.tensor().times(2);
    Tensor second = b.tensor().times(3);
    Tensor own = b.tensor();
    Substitution.during(
        Map.of(a, first),
        () -> {
          Tensor inner =
              Substitution.during(
                  Map.of(b, second),
                  () -> {
                    assertThat(a.tensor()).isSameAs(first);
                    return b.tensor();
                  });
          assertThat(inner).isSameAs(second);
          assertThat(a.tensor()).isSameAs(first);
          return assertThat(b.tensor()).isSameAs(own);
        });
  }

  @Test
  void otherThreadsAreNotConcerned() {
    Tensor own = a.tensor();
    Tensor seen =
        Substitution.during(
            Map.of(a, own.times(2)), () -> CompletableFuture.supplyAsync(a::tensor).join());
    assertThat(seen).isSameAs(own);
  }
}
