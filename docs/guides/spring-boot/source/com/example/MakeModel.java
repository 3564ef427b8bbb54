package com.example;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.nio.file.Path;

/** Writes a model for the service to try. */
public class MakeModel {
  public static void main(String[] args) {
    Hornbill.seed(1);
    new Sequential(new Input(4), new Dense(3).activation("softmax")).save(Path.of("model.keras"));
  }
}
