package io.github.tillgram.merchantapi.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.testsupport.Shop;
import io.github.tillgram.testsupport.Shops;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.ResponseBuilder;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What watches all other tests sees what it should: answers that are bent a little are found. */
@QuarkusTest
class DescriptionTest {

  private static final String LIST = "/api/v1/invoices?limit=1";

  @Inject Shops shops;

  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = shops.open();
    shop.issue(Shop.tea());
  }

  @Test
  void anAnswerAsItIsDescribedIsFine() {
    assertThat(found(LIST, answer -> answer)).isEmpty();
  }

  @Test
  void aFieldThatIsNotDescribedIsFound() {
    assertThat(found(LIST, answer -> bent(answer, "\"title\":", "\"colour\":\"red\",\"title\":")))
        .singleElement()
        .asString()
        .contains("GET /api/v1/invoices 200", "colour");
  }

  @Test
  void aFieldThatIsNotThereIsFound() {
    assertThat(found(LIST, answer -> bent(answer, "\"title\":\"Tea\",", "")))
        .singleElement()
        .asString()
        .contains("title");
  }

  @Test
  void nullWhereNoneMayBeAndWordsThatNobodyKnowsAreFound() {
    assertThat(found(LIST, answer -> bent(answer, "\"total\":1250", "\"total\":null")))
        .isNotEmpty();
    assertThat(found(LIST, answer -> bent(answer, "\"OPEN\"", "\"AJAR\""))).isNotEmpty();
    assertThat(found(LIST, answer -> bent(answer, "\"anomaly\":null", "\"anomaly\":\"AJAR\"")))
        .isNotEmpty();
  }

  @Test
  void aStatusOrATypeOfProblemThatIsNotDescribedIsFound() {
    assertThat(
            found(LIST, answer -> new ResponseBuilder().clone(answer).setStatusCode(206).build()))
        .isNotEmpty();
    assertThat(
            found("/api/v1/invoices?limit=0", answer -> bent(answer, "invalid-input", "conflict")))
        .singleElement()
        .asString()
        .contains("urn:tillgram:problem:conflict is not among");
  }

  @Test
  void anotherContentTypeIsFound() {
    assertThat(
            found(
                LIST,
                answer -> new ResponseBuilder().clone(answer).setContentType("text/plain").build()))
        .isNotEmpty();
  }

  private static Response bent(Response answer, String from, String to) {
    String body = answer.asString();
    assertThat(body).contains(from);
    return new ResponseBuilder().clone(answer).setBody(body.replace(from, to)).build();
  }

  private List<String> found(String address, UnaryOperator<Response> bend) {
    List<String> found = new ArrayList<>();
    shop.api()
        .filter(
            (request, expected, context) -> {
              Response answer = context.next(request, expected);
              found.addAll(
                  Description.get()
                      .violations(
                          new Exchange(request, URI.create(request.getURI()), bend.apply(answer))));
              return answer;
            })
        .get(address);
    return found;
  }
}
