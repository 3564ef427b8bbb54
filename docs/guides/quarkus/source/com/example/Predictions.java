package com.example;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

// region predictions
@Path("/predict")
public class Predictions {
  @Inject Models models;

  @POST
  public float[][] predict(float[][] rows) {
    return models.predict(rows);
  }
}
// endregion
