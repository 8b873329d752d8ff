// The words of .weft. Contextual decisions (which line ends count, `min=`, `step`, reductions, records) are made afterwards, in
// Parsing/TokenShaper.cs, so that the rules here and in WeftParser.g4 stay plain.
lexer grammar WeftLexer;

tokens { REDUCTION, STEP, MIN_ASSIGN, MAX_ASSIGN, REDUCE, FROM, TIME, SCATTER, UNIQUE, OPEN_RECORD, CLOSE_RECORD, OPEN_TYPES, CLOSE_TYPES, SCHEDULE, ON, AS,
    DEADLINE, DURATION, SCAN, FAST }

channels { DOC }

IMPORT: 'import';
CONST: 'const';
RECORD: 'record';
FUNC: 'func';
KERNEL: 'kernel';
WORKFLOW: 'workflow';
LET: 'let';
VAR: 'var';
FOR: 'for';
PARALLEL: 'parallel';
REASSOCIATE: 'reassociate';
IN: 'in';
OUT: 'out';
INOUT: 'inout';
WHILE: 'while';
IF: 'if';
ELSE: 'else';
BREAK: 'break';
CONTINUE: 'continue';
RETURN: 'return';
ASSERT: 'assert';
WHERE: 'where';
TRUE: 'true';
FALSE: 'false';

ARROW: '->';
AT: '@';
RANGE: '..';
DOT: '.';
SHIFT_LEFT_ASSIGN: '<<=';
SHIFT_RIGHT_ASSIGN: '>>=';
ADD_ASSIGN: '+=';
SUB_ASSIGN: '-=';
MUL_ASSIGN: '*=';
DIV_ASSIGN: '/=';
REM_ASSIGN: '%=';
AND_ASSIGN: '&=';
OR_ASSIGN: '|=';
XOR_ASSIGN: '^=';
AND_AND: '&&';
OR_OR: '||';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS_EQUAL: '<=';
GREATER_EQUAL: '>=';
SHIFT_LEFT: '<<';
SHIFT_RIGHT: '>>';
LESS: '<';
GREATER: '>';
ASSIGN: '=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
AMPERSAND: '&';
BAR: '|';
CARET: '^';
TILDE: '~';
BANG: '!';
QUESTION: '?';
COLON: ':';
COMMA: ',';
SEMICOLON: ';';
OPEN_PAREN: '(';
CLOSE_PAREN: ')';
OPEN_BRACKET: '[';
CLOSE_BRACKET: ']';
OPEN_BRACE: '{';
CLOSE_BRACE: '}';

FLOAT: DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT;
INT: DIGITS | '0' [xX] HEX (('_')* HEX)* | '0' [bB] [01] (('_')* [01])*;
// `1.0f`, `10UL`, `0xZZ`: one token, so that the message can name the whole of it.
BAD_NUMBER: (DIGITS '.' DIGITS EXPONENT? | DIGITS) [a-zA-Z_] [a-zA-Z0-9_]*;
STRING: '"' ~["\r\n]* '"';
UNTERMINATED_STRING: '"' ~["\r\n]*;
// `u'` is what a time loop makes of `u`.
NAME: [a-zA-Z_] [a-zA-Z0-9_]* '\''?;

NEWLINE: '\r'? '\n' | '\r';
SPACE: [ \t\u000C\uFEFF]+ -> skip;
DOC_COMMENT: '///' ~[\r\n]* -> channel(DOC);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
// Matches only where the rule above does not, for that is longer.
UNTERMINATED_COMMENT: '/*';
UNKNOWN: .;

fragment DIGITS: [0-9] (('_')* [0-9])*;
fragment EXPONENT: [eE] [+-]? [0-9]+;
fragment HEX: [0-9a-fA-F];
