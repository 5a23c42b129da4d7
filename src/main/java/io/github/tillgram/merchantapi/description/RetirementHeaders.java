package io.github.tillgram.merchantapi.description;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells whoever still calls an operation that will go, with every answer. */
class RetirementHeaders {

  @ServerResponseFilter
  void tell(ContainerResponseContext answer, ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Retiring retiring = method == null ? null : method.getAnnotation(Retiring.class);
    if (retiring != null) {
      Retirement retirement = Retirement.of(retiring.since(), retiring.until());
      answer.getHeaders().putSingle("Deprecation", retirement.deprecation());
      answer.getHeaders().putSingle("Sunset", retirement.sunset());
    }
  }
}
