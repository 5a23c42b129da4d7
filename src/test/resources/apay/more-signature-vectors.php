<?php
// Makes more-signature-vectors.json: postbacks as real PHP signs and sends them, and the same ones after somebody has
// meddled with them. Tests read the JSON; nothing needs PHP but this:
//   php more-signature-vectors.php > more-signature-vectors.json

const ACCESS = 'demoaccesskey0000000000000000001';
const SECRET = 'demoprivatekey000000000000000001';
const SIGNED = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;

$vectors = [];

function order(array $change = []): array {
    return array_merge([
        'amount' => 500, 'status' => 'Success', 'currency' => 'BDT', 'order_id' => 'fedcba9876543210',
        'created_at' => 1735689600, 'activated_at' => 1735689720, 'custom_user_id' => 'tg-42',
        'payment_system' => 'bkash_b', 'custom_transaction_id' => 'INV-1002'], $change);
}

function json($value, int $flags = SIGNED, string $precision = '-1'): string {
    ini_set('serialize_precision', $precision);
    return json_encode($value, $flags | JSON_THROW_ON_ERROR);
}

function signature(string $json, string $access = ACCESS, string $secret = SECRET): string {
    return sha1($access . $secret . md5($json));
}

function body(string $transactions, $signature, string $access = ACCESS): string {
    return '{"access_key":"' . $access . '","signature":' . json_encode($signature) . ',"transactions":' . $transactions . '}';
}

function vector(string $id, string $title, string $body, int $status, string $reason, array $read = []): void {
    global $vectors;
    $vectors[] = ['id' => $id, 'title' => $title, 'body_base64' => base64_encode($body),
        'expected' => ['valid' => $status == 200, 'reason' => $reason, 'suggested_http_status' => $status],
        'expected_transactions' => $read];
}

/** The members that are compared, as strings; null for an entry that cannot be read. */
function seen(array $order, string $amount): array {
    return ['order_id' => $order['order_id'], 'status' => $order['status'], 'amount' => $amount,
        'currency' => $order['currency'], 'payment_system' => $order['payment_system'],
        'custom_transaction_id' => $order['custom_transaction_id'] ?? null, 'custom_user_id' => $order['custom_user_id'] ?? null];
}

/** Signed with the one set of flags, sent with another. */
function sent(string $id, string $title, array $order, string $amount, int $wire = SIGNED, string $precision = '-1'): void {
    $signed = json([$order], SIGNED, $precision);
    $transactions = json([$order], $wire, $precision);
    vector($id, $title, body($transactions, signature($signed)), 200, $signed === $transactions ? 'ok' : 'ok_lexical', [seen($order, $amount)]);
}

// Numbers
sent('php-amount-precision-17', '6008.39 with serialize_precision 17', order(['amount' => 6008.39]), '6008.3900000000003', SIGNED, '17');
sent('php-amount-large-fraction', 'a float that Java would write with an exponent', order(['amount' => 12345678.9]), '12345678.9');
sent('php-amount-1e15', 'a whole float of sixteen digits', order(['amount' => 1e15]), '1000000000000000');
sent('php-amount-exponent', '1e21 is written 1.0e+21', order(['amount' => 1e21]), '1000000000000000000000');
sent('php-amount-exponent-17', '1e25 with serialize_precision 17', order(['amount' => 1e25]), '10000000000000001000000000', SIGNED, '17');
sent('php-amount-negative-exponent', '0.00001 is written 1.0e-5', order(['amount' => 0.00001]), '0.00001');
sent('php-amount-negative-exponent-17', '0.00001 with serialize_precision 17', order(['amount' => 0.00001]), '0.000010000000000000001', SIGNED, '17');
sent('php-amount-zero', 'nothing', order(['amount' => 0]), '0');
sent('php-amount-negative-zero', 'the negative zero of a float', order(['amount' => -0.0]), '0');
sent('php-amount-negative', 'less than nothing', order(['amount' => -500.25]), '-500.25');
sent('php-amount-max-integer', 'the largest integer of PHP', order(['amount' => PHP_INT_MAX]), '9223372036854775807');
sent('php-amount-string-exponent', 'a float that was made a string', order(['amount' => (string) 1e21]), '1000000000000000000000');

// Members
$nulls = order(['custom_transaction_id' => null, 'custom_user_id' => null, 'activated_at' => null]);
sent('php-nulls', 'everything optional is null', $nulls, '500');
$absent = order();
unset($absent['custom_transaction_id'], $absent['custom_user_id'], $absent['activated_at']);
sent('php-absent', 'everything optional is absent', $absent, '500');
sent('php-nested-unknown', 'nested members that nobody documents', order(['extra' => [
    'list' => [1, [2, [3, []]], ['a' => ['b' => ['c' => null]]]], 'flag' => true, 'no' => false, 'text' => 'x',
    'fraction' => 0.1 + 0.2, 'empty' => new stdClass(), '' => 'no name']]), '500');
sent('php-nested-unknown-escaped', 'the same, and sent escaped', order(['extra' => ['ключ/é' => ["\u{2028}", '/', "😀"], 'n' => 1e-7]]), '500', 0);
sent('php-names-of-names', 'members of other objects are called like ours', order(['extra' => [
    'amount' => 1, 'order_id' => 'x', 'transactions' => [], 'signature' => 'x', 'access_key' => 'x']]), '500');
sent('php-pretty', 'sent indented', order(['amount' => 0.125, 'extra' => ['a' => [], 'b' => [1, 2]]]), '0.125', SIGNED | JSON_PRETTY_PRINT);

// Strings
$texts = [
    'controls' => implode('', array_map('chr', range(1, 31))), 'quotes' => "\"\\/'", 'delete' => "\x7f",
    'html' => "<a href='x'>&amp;", 'separators' => "a\u{2028}b\u{2029}c", 'bengali' => 'ord/২০২৬/১২₹é',
    'astral' => "\u{1F600}\u{10FFFF}", 'edges' => "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}",
    'mark' => "\u{FEFF}x", 'backslash-u' => '\\u0041'];
foreach ($texts as $name => $text) {
    $order = order(['custom_transaction_id' => $text]);
    sent("php-text-$name", "$name, sent as signed", $order, '500');
    sent("php-text-$name-escaped", "$name, sent with all escapes", $order, '500', 0);
    sent("php-text-$name-html", "$name, sent with escapes for HTML", $order, '500', JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT);
    sent("php-text-$name-lines", "$name, sent with literal line separators", $order, '500', SIGNED | JSON_UNESCAPED_LINE_TERMINATORS);
}
$order = order(['custom_transaction_id' => "\x1b[0m"]);
$signed = json([$order]);
vector('upper-case-escape', 'hexadecimal digits of an escape in upper case', body(str_replace('\u001b', '\u001B', $signed), signature($signed)), 200, 'ok_lexical', [seen($order, '500')]);
$order = order();
$signed = json([$order]);
vector('needless-escapes', 'letters of names and values escaped', body(str_replace(['amount', 'Success'], ['amo\u0075nt', '\u0053uccess'], $signed), signature($signed)), 200, 'ok_lexical', [seen($order, '500')]);
$escaped = json([order(['custom_transaction_id' => 'a/é'])], 0);
vector('legacy-signed-escaped', 'an old installation signs what it escapes', body($escaped, signature($escaped)), 200, 'ok', [seen(order(['custom_transaction_id' => 'a/é']), '500')]);

// The envelope
$good = json([order()]);
$fits = signature($good);
vector('envelope-other-order', 'transactions first, and a member nobody documents', '{"transactions":' . $good . ',"version":[2],"signature":"' . $fits . '","access_key":"' . ACCESS . '"}', 200, 'ok', [seen(order(), '500')]);
vector('envelope-blanks', 'blanks around everything but the transactions', "\r\n\t { \"access_key\" : \"" . ACCESS . "\" , \"signature\":\"$fits\",\"transactions\" :\n" . $good . "\t}\n \r", 200, 'ok', [seen(order(), '500')]);
vector('envelope-escaped-names', 'names and keys escaped', '{"\u0061ccess_key":"d' . substr(ACCESS, 1) . '","signatur\u0065":"' . $fits . '","tr\u0061nsactions":' . $good . '}', 200, 'ok', [seen(order(), '500')]);
$batch = [];
for ($i = 0; $i < 40; $i++) {
    $batch[] = order(['order_id' => sprintf('%016x', $i), 'amount' => $i + 0.5, 'status' => ['Success', 'Failed', 'Rejected'][$i % 3]]);
}
vector('batch-of-forty', 'forty transactions', body(json($batch), signature(json($batch))), 200, 'ok', array_map(fn ($i) => seen($batch[$i], "$i.5"), array_keys($batch)));
$mixed = [order(), order(['amount' => null]), order(['order_id' => '00000000000000aa'])];
vector('batch-one-unreadable', 'one without an amount among others', body(json($mixed), signature(json($mixed))), 200, 'ok', [seen($mixed[0], '500'), null, seen($mixed[2], '500')]);
foreach (['amount' => '1,000.00', 'status' => 1, 'currency' => ['BDT'], 'order_id' => 42, 'custom_user_id' => 42, 'created_at' => '1735689600',
    'activated_at' => 0.5, 'payment_system' => true] as $member => $wrong) {
    $order = json([order([$member => $wrong])]);
    vector("unreadable-$member", "a $member that is none", body($order, signature($order)), 200, 'ok', [null]);
}
$huge = str_replace('500', '1e999999999', $good);
vector('unreadable-exponent', 'a number that nobody can write out', body($huge, signature($huge)), 200, 'ok', [null]);
$half = str_replace('INV-1002', '\ud83d', $good);
vector('half-a-pair', 'half a surrogate pair, signed as sent', body($half, signature($half)), 200, 'ok', [null]);
$nul = json([order(['custom_user_id' => "\0"])]);
vector('unreadable-nul', 'a character that no database keeps', body($nul, signature($nul)), 200, 'ok', [null]);

// Meddling
$other = signature($good, 'otheraccesskey000000000000000002', 'otherprivatekey00000000000000002');
vector('tampered-status', 'Failed becomes Success', body($good, signature(str_replace('Success', 'Failed', $good))), 401, 'bad_signature');
vector('foreign-merchant', 'keys of somebody else', body($good, $other, 'otheraccesskey000000000000000002'), 401, 'wrong_access_key');
vector('foreign-signature', 'our access key, signed with the keys of somebody else', body($good, $other), 401, 'bad_signature');
vector('access-key-upper-case', 'our access key in capitals', body($good, $fits, strtoupper(ACCESS)), 401, 'wrong_access_key');
vector('access-key-empty', 'an empty access key', body($good, $fits, ''), 401, 'wrong_access_key');
vector('access-key-number', 'an access key that is a number', str_replace('"' . ACCESS . '"', '1', body($good, $fits)), 401, 'wrong_access_key');
vector('access-key-null', 'an access key that is null', str_replace('"' . ACCESS . '"', 'null', body($good, $fits)), 400, 'missing_access_key');
vector('signature-null', 'a signature that is null', body($good, null), 401, 'missing_signature');
vector('signature-number', 'a signature that is a number', body($good, 1), 401, 'bad_signature_format');
vector('signature-short', 'a digit less', body($good, substr($fits, 1)), 401, 'bad_signature_format');
vector('signature-long', 'a digit more', body($good, $fits . '0'), 401, 'bad_signature_format');
vector('signature-newline', 'a line break at its end', body($good, $fits . "\n"), 401, 'bad_signature_format');
vector('signature-of-binary', 'its bytes instead of hexadecimal digits', body($good, base64_encode(hex2bin($fits))), 401, 'bad_signature_format');
vector('signature-of-one', 'the digest of the only object', body($good, signature(json(order()))), 401, 'bad_signature');
vector('signature-of-envelope', 'the digest of the whole envelope', body($good, signature('{"transactions":' . $good . '}')), 401, 'bad_signature');
vector('signature-of-sorted', 'the digest of sorted members', body($good, (function () { $o = order(); ksort($o); return signature(json([$o])); })()), 401, 'bad_signature');
$two = json([order(), order(['order_id' => '00000000000000aa'])]);
vector('elements-swapped', 'two transactions in the other order', body($two, signature(json([order(['order_id' => '00000000000000aa']), order()]))), 401, 'bad_signature');
vector('element-dropped', 'one of two transactions', body($good, signature($two)), 401, 'bad_signature');
$fraction = json([order(['amount' => 6008.39])]);
foreach (['trailing-zero' => '6008.390', 'exponent' => '6.00839e3', 'in-quotes' => '"6008.39"', 'precision-17' => '6008.3900000000003'] as $name => $form) {
    vector("number-$name", 'the same number in another form', body(str_replace('6008.39', $form, $fraction), signature($fraction)), 401, 'bad_signature');
}
$exponent = json([order(['amount' => 1e21])]);
foreach (['1.0E+21', '1e+21', '1.0e21', '1000000000000000000000'] as $form) {
    vector("exponent-as-$form", 'the same number in another form', body(str_replace('1.0e+21', $form, $exponent), signature($exponent)), 401, 'bad_signature');
}
vector('null-dropped', 'a null member is left out', body(str_replace('"activated_at":null,', '', json([$nulls])), signature(json([$nulls]))), 401, 'bad_signature');
vector('list-with-gaps', 'a filtered list of PHP is an object', body($gaps = json([0 => order(), 2 => order()]), signature($gaps)), 400, 'transactions_not_an_array');
vector('transactions-string', 'transactions as text', body(json_encode($good), signature($good)), 400, 'transactions_not_an_array');
vector('transactions-null', 'transactions that are null', body('null', signature('null')), 400, 'missing_transactions');
vector('transactions-absent', 'no transactions', '{"access_key":"' . ACCESS . '","signature":"' . $fits . '"}', 400, 'missing_transactions');
vector('transactions-empty-blank', 'an empty array with a blank in it', body('[ ]', signature('[]')), 400, 'empty_transactions');
foreach (['number' => '[5]', 'null' => '[null]', 'array' => '[[]]', 'second' => '[' . substr($good, 1, -1) . ',"x"]'] as $name => $list) {
    vector("no-object-$name", 'not only objects', body($list, signature($list)), 400, 'transaction_not_an_object');
}

// Twins
$twin = fn (string $name, string $from, string $to) => vector("twin-$name", 'a member twice', str_replace($from, $to, body($good, $fits)), 400, 'duplicate_key');
$twin('access-key', '{"access_key"', '{"access_key":"x","access_key"');
$twin('signature', '"signature"', '"signature":"' . $fits . '","signature"');
$twin('transactions', '"transactions"', '"transactions":[],"transactions"');
$twin('transactions-escaped', '"transactions"', '"transaction\u0073":[],"transactions"');
$twin('unknown', '{"access_key"', '{"x":1,"x":1,"access_key"');
$twin('amount', '"amount":500', '"amount":500,"amount":999999');
$twin('amount-escaped', '"amount":500', '"amount":500,"amo\u0075nt":999999');
$twin('deep', '"amount":500', '"amount":500,"x":[{"y":{"a":1,"\u0061":2}}]');
$twin('empty-name', '"amount":500', '"amount":500,"":1,"":2');
$twin('half-a-pair', '"amount":500', '"amount":500,"\ud800":1,"\uD800":2');
$twin('separator', '"amount":500', "\"amount\":500,\"\u{2028}\":1,\"\\u2028\":2");
$signedTwin = str_replace('"amount":500', '"amount":500,"amount":500', $good);
vector('twin-signed', 'a member twice, and rightly signed', body($signedTwin, signature($signedTwin)), 400, 'duplicate_key');

// No JSON
$broken = [
    'empty' => '', 'blank' => ' ', 'word' => 'OK', 'array' => '[' . body($good, $fits) . ']', 'string' => json_encode(body($good, $fits)),
    'form' => 'access_key=' . ACCESS . '&signature=' . $fits . '&transactions=' . urlencode($good), 'twice' => str_repeat(body($good, $fits), 2),
    'tail' => body($good, $fits) . 'x', 'nul-tail' => body($good, $fits) . "\0", 'comma' => body(substr($good, 0, -1) . ',]', $fits),
    'comment' => '/**/' . body($good, $fits), 'single-quotes' => strtr(body($good, $fits), '"', "'"), 'bom' => "\xEF\xBB\xBF" . body($good, $fits),
    'utf-16' => mb_convert(body($good, $fits), "\0%s"), 'utf-16-le' => mb_convert(body($good, $fits), "%s\0"), 'utf-16-bom' => "\xFE\xFF" . mb_convert(body($good, $fits), "\0%s"),
    'utf-32' => mb_convert(body($good, $fits), "\0\0\0%s"), 'no-break-space' => "\u{A0}" . body($good, $fits)];
$bytes = ['overlong-slash' => "\xC0\xAF", 'overlong-three' => "\xE0\x80\xAF", 'overlong-four' => "\xF0\x80\x80\xAF", 'surrogate' => "\xED\xA0\x80",
    'pair-of-surrogates' => "\xED\xA0\xBD\xED\xB8\x80", 'beyond' => "\xF4\x90\x80\x80", 'five' => "\xF8\x88\x80\x80\x80", 'latin-1' => "\xE9", 'alone' => "\x80",
    'cut' => "\xE2\x82", 'ff' => "\xFF", 'raw-tab' => "\t", 'raw-newline' => "\n", 'raw-nul' => "\0", 'raw-1f' => "\x1F", 'bad-escape' => '\x41', 'octal' => '\101',
    'short-escape' => '\u12', 'no-hex' => '\u00g0', 'upper-escape' => '\U0041', 'quote' => '"'];
foreach ($bytes as $name => $insert) {
    $broken["text-$name"] = str_replace('INV-1002', "INV$insert", body($good, $fits));
}
foreach (['01', '1.', '.5', '+1', '-', '--1', '1e', '1e+', '1.e1', '0x10', 'NaN', 'Infinity', '-Infinity', '1_000', '1 000', '00', '-01', '1.5.5', 'nul', 'True', 'undefined', ''] as $number) {
    $broken["number-$number"] = str_replace('500', $number, body($good, $fits));
}
foreach ($broken as $name => $body) {
    vector("broken-$name", 'no JSON', $body, 400, 'malformed_json');
}

function mb_convert(string $ascii, string $pattern): string {
    return implode('', array_map(fn ($c) => str_replace('%s', $c, $pattern), str_split($ascii)));
}

ini_set('serialize_precision', '-1');
echo json_encode(['made_with' => 'PHP ' . PHP_VERSION, 'access_key' => ACCESS, 'private_key' => SECRET, 'vectors' => $vectors],
    JSON_PRETTY_PRINT | SIGNED), "\n";
