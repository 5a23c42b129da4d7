package io.github.tillgram.merchantapi.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.IndexView;

/**
 * Finishes the description of our API. What is particular to an operation or a field stands at it;
 * what is common is added here, when all others have written what they know.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = DescribeApi.LAST)
public class DescribeApi implements OASFilter {

  static final int LAST = 0;

  private final IndexView index;

  public DescribeApi(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Introduction.write(api);
    SchemaNames.tidy(api);
    FieldWords.add(api);
    EnumWords.add(api);
    UsualTypes.name(api);
    new AlwaysThere(index).mark(api);
    OptionalBodies.mark(api);
    CommonParameters.describe(api);
    Declared declared = new Declared(index);
    Retirements.announce(api, declared);
    new ProblemAnswers(declared).describe(api);
    Examples.compose(api);
    DeliveryCallback.add(api);
  }
}
