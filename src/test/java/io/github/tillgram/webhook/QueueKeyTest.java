package io.github.tillgram.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tillgram.telegram.api.TelegramJson;
import io.github.tillgram.telegram.api.UpdateKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MESSAGE            | {'chat':{'id':5},'from':{'id':7}}  | messages 5",
        "EDITED_MESSAGE     | {'chat':{'id':5},'from':{'id':8}}  | messages 5",
        "CHANNEL_POST       | {'chat':{'id':-1001}}              | messages -1001",
        "PRE_CHECKOUT_QUERY | {'from':{'id':7}}                  | checkouts 7",
        "SHIPPING_QUERY     | {'from':{'id':7}}                  | checkouts 7",
        "CALLBACK_QUERY     | {'from':{'id':7},'message':{'chat':{'id':5}}} | callback_query 7",
        "INLINE_QUERY       | {'from':{'id':7}}                  | inline_query 7",
        "PURCHASED_PAID_MEDIA | {'from':{'id':7}}                | purchased_paid_media 7",
        "SUBSCRIPTION       | {'user':{'id':7}}                  | subscription 7",
        "MY_CHAT_MEMBER     | {'chat':{'id':5},'from':{'id':7}}  | my_chat_member 5",
        "MESSAGE            | {'chat':{'id':'5'}}                | 'messages '"
      })
  void updatesOfAKeyWaitForEachOther(UpdateKind kind, String content, String key)
      throws IOException {
    byte[] json = content.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThat(QueueKey.of(new IncomingUpdate(null, 1, kind, TelegramJson.tree(json))))
        .isEqualTo(key);
  }
}
