package com.example;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

// region predictions
@Path("/predict")
public class Predictions {
  @Inject Models models;

  @POST
  public float[][] predict(float[][] rows) {
    return models.predict(rows);
  }

  @ServerExceptionMapper
  public Response refuse(IllegalArgumentException e) {
    return Response.status(400).entity(e.getMessage()).build();
  }
}
// endregion
