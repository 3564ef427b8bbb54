package com.example;

import io.hornbill.Model;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

// region models
@ApplicationScoped
public class Models {
  private final Model model = Model.load(Path.of("model.keras"));

  float[][] predict(float[][] rows) {
    return model.predict(rows);
  }

  @PreDestroy
  void close() {
    model.close();
  }
}
// endregion
