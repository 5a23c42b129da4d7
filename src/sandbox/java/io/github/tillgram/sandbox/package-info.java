/**
 * A simulated Telegram to try the service and to test it: a Bot API server and the people who pay.
 *
 * <p>Below {@code /sandbox}:
 *
 * <ul>
 *   <li>{@code /telegram/bot<token>/<method>}: the Bot API, for any client that lets its root be
 *       set
 *   <li>{@code /currencies.json}: the currency file in Telegram's shape
 *   <li>{@code /}: a page to chat and pay
 *   <li>{@code /api}: what the page uses and tests drive
 * </ul>
 *
 * <p>The JSON API. {@code bot} is an id or username, {@code person} an id; errors are {@code
 * {"error": "…"}} with 400, 404 or 409.
 *
 * <pre>
 * GET    /api/bots                                 [{id, name, username, token, providerToken,
 *                                                    liveProviderToken, webhookSet, pendingUpdates}]
 * POST   /api/bots    {name, username}             the same, of the new bot
 * POST   /api/tokens  {bot, renew: TOKEN|PROVIDER_TOKENS}
 *                                                  the same, with new ones; the old are void at
 *                                                    once, and a webhook goes with its token
 * GET    /api/people                               [{id, name, languageCode, chatId}]
 * GET    /api/messages?bot=&amp;person=&amp;since=&amp;limit= {version, blocked, messages: [{messageId, fromBot,
 *                                                    date, edited, text?, invoice?, paid?, refunded?,
 *                                                    buttons, raw}]}; {version} alone when since is
 *                                                    the current version. invoice = {title,
 *                                                    description, payload, currency, decimals, total,
 *                                                    totalText, prices, maxTip, suggestedTips,
 *                                                    payableOnce, state: OPEN|PAID, chargeId, needs…}
 * GET    /api/links?link=                          an invoice as above, and the bot it belongs to
 * POST   /api/pay     {bot, person, messageId, tip, shippingOption, outcome: PAY|FAIL|ABANDON}
 *                     or {link, person, …}         waits; {result: PAID|DECLINED|TIMEOUT|FAILED|
 *                                                    ABANDONED, errorMessage, chargeId,
 *                                                    providerChargeId, totalAmount}
 * POST   /api/text    {bot, person, text}          the message
 * POST   /api/press   {bot, person, messageId, data}  waits; {answered, text, alert}
 * POST   /api/block   {bot, person, blocked}       {blocked}
 * GET    /api/charges?bot=                         [{telegramChargeId, providerChargeId, payerId,
 *                                                    currency, amount, payload, date}]
 * GET    /api/subscriptions?bot=                   [{firstCharge, payerId, terms, expiresAt, renewal}]
 * POST   /api/subscriptions {bot, chargeId, change: RENEW|CANCEL|REENABLE|FAIL}
 *                                                  chargeId is the first charge; RENEW answers as pay
 * POST   /api/stars   {bot, id, direction: INCOMING|OUTGOING, amount, nanostars, date, person, payload,
 *                     transactionType, partner: {type, …}, times}
 *                                                  a movement of Stars that no update tells of; with
 *                                                    times, so many, with ids id-1, id-2 …
 * POST   /api/stars/change {bot, id, direction, drop: true} or {…, amount, nanostars}
 *                                                  {changed}; what Telegram itself never does
 * POST   /api/faults  {bot, method?, kind: RATE_LIMIT|SERVER_ERROR|BAD_GATEWAY|BAD_REQUEST|CLOSE|
 *                     LOST_ANSWER, times, retryAfter, description}
 *                     and/or {bot, duplicateNext: n, holdDeliveries: true|false}
 * DELETE /api/faults?bot=                          ends all of it
 * </pre>
 */
package io.github.tillgram.sandbox;
