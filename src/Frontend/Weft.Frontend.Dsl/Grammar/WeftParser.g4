// The sentences of .weft. TokenShaper.cs has already dropped line ends that mean nothing and put one before every '}' and
// the end of the file, so a simple statement always ends in a terminator.
parser grammar WeftParser;

options { tokenVocab = WeftLexer; superClass = DepthLimitedParser; contextSuperClass = WeftContext; }

file: (terminator | declaration)* EOF;

terminator: NEWLINE | SEMICOLON;

declaration
    : IMPORT STRING terminator                                                  # importDeclaration
    | CONST NAME (COLON type)? ASSIGN expression terminator                     # constDeclaration
    | RECORD NAME OPEN_BRACE fieldEnd* (field (fieldEnd+ field)* fieldEnd*)? CLOSE_BRACE                            # recordDeclaration
    | FUNC NAME typeParameters? parameters ARROW type (ASSIGN expression terminator | block)                        # funcDeclaration
    | KERNEL NAME ASSIGN NAME typeArguments terminator                                                              # instanceDeclaration
    | FAST? keyword=(KERNEL | WORKFLOW) NAME typeParameters? parameters (ARROW outputs)? constraints? placement? block    # kernelDeclaration
    | SCHEDULE NAME (FOR NAME)? OPEN_BRACE (terminator | directive)* CLOSE_BRACE                                    # scheduleDeclaration
    | ON endpoint (AS NAME)? ARROW NAME OPEN_PAREN (expression (COMMA expression)*)? CLOSE_PAREN (ARROW endpoint)? terminator   # eventDeclaration
    ;

field: NAME COLON type;

fieldEnd: COMMA | terminator;

typeParameters: LESS typeParameter (COMMA typeParameter)* GREATER;

typeParameter: NAME (COLON NAME)?;

typeArguments: OPEN_TYPES NAME (COMMA NAME)* CLOSE_TYPES;

constraints: WHERE expression (COMMA expression)*;

// Where a call may run, and how long: `@ gpu(0.2) else cpu deadline 50ms`.
placement: AT device (ELSE device)* (DEADLINE time)? | DEADLINE time;

device: NAME (OPEN_PAREN expression CLOSE_PAREN)?;

time: DURATION | INT | FLOAT;

directive: word=(NAME | PARALLEL) (NAME | INT | COMMA)* terminator;

// Where events come from, or what is given goes: `s3("in/*.npy")`, `every 5min`.
endpoint: NAME (OPEN_PAREN (setting (COMMA setting)*)? CLOSE_PAREN | time)?;

setting: STRING | MINUS? (INT | FLOAT) | TRUE | FALSE;

parameters: OPEN_PAREN (parameter (COMMA parameter)* COMMA?)? CLOSE_PAREN;

parameter: NAME COLON access=(IN | OUT | INOUT)? type (ASSIGN expression)?;

outputs: output | OPEN_PAREN output (COMMA output)* COMMA? CLOSE_PAREN;

output: NAME COLON type | type;

type: NAME (OPEN_BRACKET expression (COMMA expression)* COMMA? CLOSE_BRACKET)?;

block: OPEN_BRACE (terminator | statement)* CLOSE_BRACE;

statement
    : keyword=(LET | VAR) binding (COLON type)? (ASSIGN expression)? placement? terminator      # declarationStatement
    | expression (assignmentOperator expression (WHERE expression)?)? placement? terminator     # expressionStatement
    | ASSERT expression (COMMA STRING)? terminator                                  # assertStatement
    | SCATTER UNIQUE? reductionIndices expression assignmentOperator expression (WHERE expression)? terminator    # scatterStatement
    | TIME loopRange block                                                          # timeStatement
    | REASSOCIATE? keyword=(FOR | PARALLEL) loopRange (COMMA loopRange)* block      # forStatement
    | WHILE expression block                                                        # whileStatement
    | ifTail                                                                        # ifStatement
    | keyword=(BREAK | CONTINUE) terminator                                         # jumpStatement
    | RETURN (expression (COMMA expression)*)? placement? terminator                # returnStatement
    ;

binding: NAME | OPEN_PAREN NAME (COMMA NAME)* COMMA? CLOSE_PAREN;

loopRange: NAME IN expression RANGE expression (STEP expression)?;

ifTail: IF expression block (ELSE (ifTail | block))?;

assignmentOperator
    : ASSIGN | ADD_ASSIGN | SUB_ASSIGN | MUL_ASSIGN | DIV_ASSIGN | REM_ASSIGN | AND_ASSIGN | OR_ASSIGN | XOR_ASSIGN
    | SHIFT_LEFT_ASSIGN | SHIFT_RIGHT_ASSIGN | MIN_ASSIGN | MAX_ASSIGN
    ;

// C#'s precedence, strongest first. The body of a reduction reaches over products and stops before a sum, as in a textbook.
expression
    : primary                                                                                       # primaryExpression
    | op=(MINUS | PLUS | BANG | TILDE) expression                                                   # unaryExpression
    | expression op=(STAR | SLASH | PERCENT) expression                                             # binaryExpression
    | REDUCTION reductionIndices expression                                                         # reductionExpression
    | REDUCE NAME reductionIndices expression FROM expression                                       # foldExpression
    | SCAN REDUCTION scanIndex expression                                                           # scanExpression
    | SCAN NAME scanIndex expression FROM expression                                                # scanExpression
    | expression op=(PLUS | MINUS) expression                                                       # binaryExpression
    | expression op=(SHIFT_LEFT | SHIFT_RIGHT) expression                                           # binaryExpression
    | expression op=(LESS | GREATER | LESS_EQUAL | GREATER_EQUAL) expression                        # binaryExpression
    | expression op=(EQUAL | NOT_EQUAL) expression                                                  # binaryExpression
    | expression op=AMPERSAND expression                                                            # binaryExpression
    | expression op=CARET expression                                                                # binaryExpression
    | expression op=BAR expression                                                                  # binaryExpression
    | expression op=AND_AND expression                                                              # binaryExpression
    | expression op=OR_OR expression                                                                # binaryExpression
    | <assoc=right> expression QUESTION expression COLON expression                                 # conditionalExpression
    ;

primary
    : literal=(INT | FLOAT | TRUE | FALSE | BAD_NUMBER)                         # literalExpression
    | OPEN_PAREN expression (COMMA expression)* CLOSE_PAREN                     # parenthesizedExpression
    | OPEN_BRACKET expression (COMMA expression)* COMMA? CLOSE_BRACKET          # arrayExpression
    | NAME OPEN_RECORD fieldValue (COMMA fieldValue)* COMMA? CLOSE_RECORD       # recordExpression
    | NAME member* (suffix member*)?                                            # nameExpression
    ;

fieldValue: NAME COLON expression;

member: DOT NAME;

suffix
    : typeArguments? OPEN_PAREN (argument (COMMA argument)* COMMA?)? CLOSE_PAREN    # callSuffix
    | OPEN_BRACKET subscript (COMMA subscript)* COMMA? CLOSE_BRACKET            # elementSuffix
    ;

// An index, a range of them `a..b`, or all of them `..`.
subscript: expression (RANGE expression?)? | RANGE expression?;

argument: access=(OUT | INOUT)? expression;

reductionIndices: OPEN_PAREN reductionIndex (COMMA reductionIndex)* COMMA? (WHERE expression)? CLOSE_PAREN;

reductionIndex: NAME (IN expression RANGE expression)?;

// The index of a scan and the free index up to which it runs: `(j <= i)`.
scanIndex: OPEN_PAREN NAME op=(LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) NAME (WHERE expression)? CLOSE_PAREN;
