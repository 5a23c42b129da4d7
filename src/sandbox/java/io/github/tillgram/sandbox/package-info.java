/**
 * A simulated Telegram and a simulated A-Pay to try the service and to test it: a Bot API server, a
 * payment provider, and the people who pay.
 *
 * <p>Below {@code /sandbox}:
 *
 * <ul>
 *   <li>{@code /telegram/bot<token>[/test]/<method>}: the Bot API, for any client that lets its
 *       root be set; a bot lives either on the servers at {@code /test} or on the others
 *   <li>{@code /currencies.json}: the currency file in Telegram's shape
 *   <li>{@code /apay/Remotes/<method>}: A-Pay's API, of which payment pages, deposit-info and lost
 *       transactions are there; its payment page is {@code /apay/pay?token=}
 *   <li>{@code /}: a page to chat and pay
 *   <li>{@code /api}: what the page uses and tests drive
 * </ul>
 *
 * <p>The JSON API. {@code bot} is an id or username, {@code person} an id; errors are {@code
 * {"error": "…"}} with 400, 404 or 409.
 *
 * <pre>
 * GET    /api/bots                                 [{id, name, username, environment, token,
 *                                                    providerToken, liveProviderToken, webhookSet,
 *                                                    pendingUpdates, starBalance}]
 * POST   /api/bots    {name, username, environment: PRODUCTION|TEST}
 *                                                  the same, of the new bot
 * POST   /api/tokens  {bot, renew: TOKEN|PROVIDER_TOKENS}
 *                                                  the same, with new ones; the old are void at
 *                                                    once, and a webhook goes with its token
 * GET    /api/people                               [{id, name, languageCode, chatId}]
 * GET    /api/commands?bot=&amp;person=&amp;chat=     [{command, description}] as this person sees them there
 * GET    /api/groups                               [{id, type, title, bots: {id: standing},
 *                                                    migratedTo?}]; below, chat is such an id
 * POST   /api/groups  {title, type: GROUP|SUPERGROUP|CHANNEL}
 *                                                  the same, of the new one; all people are in it
 * POST   /api/members {bot, person, chat, standing: MEMBER|ADMINISTRATOR|KICKED}
 *                                                  person is who does it; the group
 * POST   /api/upgrades {person, chat}              the supergroup the group has become
 * POST   /api/inline  {bot, person, query, offset} waits; {answered, results: [{id, title,
 *                                                    description}], nextOffset, cacheTime}
 * POST   /api/pick    {bot, person, chat?, result} the message of the person, via the bot
 * POST   /api/forwards {bot, person, messageId, chat}
 *                                                  an invoice of the private chat, copied to chat
 * GET    /api/messages?bot=&amp;person=&amp;chat=&amp;since=&amp;limit= {version, blocked, messages: [{messageId, fromBot,
 *                                                    date, edited, text?, photo?, invoice?, paid?, refunded?,
 *                                                    buttons, raw}]}; {version} alone when since is
 *                                                    the current version. invoice = {title,
 *                                                    description, payload, currency, decimals, total,
 *                                                    totalText, prices, maxTip, suggestedTips,
 *                                                    payableOnce, state: OPEN|PAID, chargeId, needs…}
 * GET    /api/links?link=                          an invoice as above, and the bot it belongs to
 * POST   /api/pay     {bot, person, chat?, messageId, tip, shippingOption, outcome: PAY|FAIL|ABANDON}
 *                     or {link, person, …}         waits; {result: PAID|DECLINED|TIMEOUT|FAILED|
 *                                                    ABANDONED, errorMessage, chargeId,
 *                                                    providerChargeId, totalAmount}
 * POST   /api/text    {bot, person, chat?, text}          the message
 * POST   /api/photo   {bot, person, chat?, caption?}      the message, with a photo in several sizes
 * POST   /api/press   {bot, person, messageId, data}  waits; {answered, text, alert}
 * POST   /api/block   {bot, person, blocked}       {blocked}
 * GET    /api/charges?bot=                         [{telegramChargeId, providerChargeId, payerId,
 *                                                    currency, amount, payload, date}]
 * POST   /api/media   {bot, person, messageId, chat?}  buys paid media
 * POST   /api/refunds {bot, chargeId}              Stars are given back by somebody else; the bot is told
 * GET    /api/subscriptions?bot=                   [{firstCharge, payerId, terms, expiresAt, renewal}]
 * POST   /api/subscriptions {bot, chargeId, change: RENEW|CANCEL|REENABLE|FAIL}
 *                                                  chargeId is the first charge; RENEW answers as pay
 * GET    /api/clock                                {now, ahead}: the sandbox's time, and how far it is
 *                                                    ahead of the real one; kept over a restart
 * POST   /api/clock   {advance: "P30D"}            the same, later. Subscriptions whose periods end on
 *                                                    the way are charged if renewal is on
 * DELETE /api/clock                                the same, with the real time again
 * POST   /api/stars   {bot, id, direction: INCOMING|OUTGOING, amount, nanostars, date, person, payload,
 *                     transactionType, partner: {type, …}, times}
 *                                                  a movement of Stars that no update tells of; with
 *                                                    times, so many, with ids id-1, id-2 …
 * POST   /api/stars/change {bot, id, direction, drop: true} or {…, amount, nanostars}
 *                                                  {changed}; what Telegram itself never does
 * POST   /api/faults  {bot, method?, kind: RATE_LIMIT|SERVER_ERROR|BAD_GATEWAY|BAD_REQUEST|CONFLICT|
 *                     CLOSE|LOST_ANSWER, times, retryAfter, description}
 *                     and/or {bot, update?, delivery: DUPLICATE|REORDER|DELAY|DROP, times,
 *                     delay: "PT1S"}               for the next updates of a kind, or of any: the
 *                                                    webhook gets it twice; it comes after the one that
 *                                                    follows; it comes later; it never comes
 *                     and/or {bot, duplicateNext: n, holdDeliveries: true|false}
 *                     and/or {bot, unknownUpdates: "subscription,…"}
 *                                                    as on an older server: setWebhook and getUpdates
 *                                                    ignore these kinds
 * DELETE /api/faults?bot=                          ends all of it
 * </pre>
 *
 * <p>The desk of A-Pay. {@code projectId} may be left out: then the project with the well-known
 * keys is meant, which every sandbox has. Amounts are in major units. A deposit is named by
 * orderId, customTransactionId or url, which is the link to its page.
 *
 * <pre>
 * GET    /api/apay/projects                        [{projectId, name, apiKey, accessKey, privateKey,
 *                                                    webhookId, rows, systems, manners}]
 * POST   /api/apay/projects {name?, depositUrl?}   the same, of a new one
 * POST   /api/apay/keys {projectId, renew: API_KEY|ACCESS_KEY|PRIVATE_KEY}
 *                                                  the same, with another key
 * POST   /api/apay/rows {projectId, webhookId?, label?, depositUrl?, withdrawalUrl?}
 *                                                  the webhook row, new or changed. A path instead of
 *                                                    an address leads to the host the page was asked
 *                                                    for from; so does the row every project begins
 *                                                    with: to /apay/deposit/postback
 * POST   /api/apay/systems {projectId, name, connected?, deposit?, withdrawal?, minDeposit?,
 *                     maxDeposit?, minWithdrawals?, maxWithdrawals?}
 *                                                  the payment system, changed
 * POST   /api/apay/manners {projectId, order: DOCUMENTED|JSONB|RANDOM, amounts: NUMBER|STRING,
 *                     precision: -1|17, wire: SAME|ESCAPED|INDENTED, optional: PRESENT|NULL|ABSENT,
 *                     extraMembers, batch, errorStatus: 200|400, gainsFields, tellsSuccess, uniqueIds,
 *                     replacesOrderIds, knowsPages, pageSeconds}
 *                                                  what is left out stays; see Manners
 * GET    /api/apay/deposits?projectId=             [{projectId, orderId, status, isDeposit, amount,
 *                                                    paymentSystem, createdAt, expiresAt, terms, lost}]
 * POST   /api/apay/pay {orderId|customTransactionId|url, outcome: SUCCESS|FAIL|REJECT|ABANDON|CANCEL,
 *                     amount?, paymentSystem?}     the deposit, and returnUrl; an expired page is no
 *                                                    obstacle, and a failure may turn into a success
 * POST   /api/apay/lost {orderId, status: PENDING|IN_PROGRESS|DONE|REJECTED|CANCELED|REOPEN,
 *                     description?, amount?}       the deposit; DONE makes it a success
 * GET    /api/apay/postbacks?projectId=&amp;orderId=   [{id, projectId, url, state: WAITING|DELIVERED|
 *                                                    DROPPED, trick, body, orderIds, tries: [{at,
 *                                                    status, answer}]}]
 * POST   /api/apay/postbacks {repeat: id}          waits for the first answer; the postback
 *                     or {orderId, status?, amount?, currency?}
 *                     or {projectId, transactions: [{…}], url?}
 *                                                    signed as they are; both with accessKey,
 *                                                    privateKey or trick of one's choice
 *                     or {projectId, body|bodyBase64, url?}
 *                                                    sent as it is
 * POST   /api/apay/faults {projectId, endpoint?, kind: RATE_LIMIT|SERVER_ERROR|BAD_GATEWAY|ERROR|CLOSE|
 *                     LOST_ANSWER|SLOW, times, retryAfter, message, status, delay}
 *                     and/or {projectId, postback: DROP|DELAY|DUPLICATE|WRONG_SIGNATURE|NO_SIGNATURE|
 *                     UPPER_CASE|FOREIGN_KEYS|TAMPERED_AMOUNT|OTHER_ORDER_ID|BROKEN_ENTRY|
 *                     THEN_UNKNOWN_ORDER|THEN_WITHDRAWAL|THEN_OTHER_AMOUNT|THEN_OTHER_CURRENCY|
 *                     THEN_FAILED|FAILED_FIRST, times, delay, amount, currency}
 *                                                    for the next results; see Trick
 *                     and/or {projectId, holdPostbacks: true|false}
 * DELETE /api/apay/faults?projectId=               ends all of it
 * </pre>
 */
package io.github.tillgram.sandbox;
