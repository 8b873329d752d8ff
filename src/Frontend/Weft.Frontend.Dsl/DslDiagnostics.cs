using Weft.IR;

namespace Weft.Frontend.Dsl;

/// <summary>The messages of the .weft language (WF1): what was found, and what to write instead.</summary>
public static class DslDiagnostics
{
    // Words and sentences.
    public static readonly DiagnosticDescriptor UnknownCharacter =
        new("WF1001", "'{0}' is not part of the language; {1}");

    public static readonly DiagnosticDescriptor BadNumber =
        new("WF1002", "'{0}' is not a number; numbers have no suffix (write 'f32(1.5)' or 'let x: f64 = 1.5'), and a name cannot start "
            + "with a digit");

    public static readonly DiagnosticDescriptor UnterminatedString = new("WF1003", "the string is not closed; add '\"' at its end");

    public static readonly DiagnosticDescriptor UnterminatedComment = new("WF1004", "the comment is not closed; add '*/' at its end");

    public static readonly DiagnosticDescriptor ExpectedSyntax = new("WF1005", "expected {0}, found {1}{2}");

    public static readonly DiagnosticDescriptor ExpectedDeclaration =
        new("WF1006", "expected 'kernel', 'workflow', 'func', 'record' or 'const', found {0}{1}");

    public static readonly DiagnosticDescriptor StatementStartsWithOperator =
        new("WF1007", "a statement cannot start with '{0}'; to go on with the line above, move '{0}' to its end");

    public static readonly DiagnosticDescriptor BlockNotClosed = new("WF1008", "expected '}}' before {0}: a block is not closed");

    public static readonly DiagnosticDescriptor NestingTooDeep =
        new("WF1009", "more than {0} levels of nesting; give parts names with 'let', or move them into a func");

    public static readonly DiagnosticDescriptor NoIncrement = new("WF1010", "there is no '{0}{0}'; write 'x {0}= 1'");

    public static readonly DiagnosticDescriptor TypeBeforeName =
        new("WF1011", "'{0} {1}': the name comes first; write 'let {1} = ...', or 'var {1}: {2} = ...' for what changes");

    public static readonly DiagnosticDescriptor UnknownStatement = new("WF1013", "'{0}' does not start a statement{1}");

    public static readonly DiagnosticDescriptor CastNotation = new("WF1014", "a conversion is written as a call: '{0}({1})'");

    public static readonly DiagnosticDescriptor ImportNotFound = new("WF1012", "'{0}' cannot be imported: {1}");

    // Names.
    public static readonly DiagnosticDescriptor UnknownName = new("WF1020", "there is no variable '{0}' here{1}");

    public static readonly DiagnosticDescriptor UnknownFunction = new("WF1021", "there is no function '{0}'{1}");

    public static readonly DiagnosticDescriptor UnknownType = new("WF1022", "there is no type '{0}'{1}; the types are {2}");

    public static readonly DiagnosticDescriptor AlreadyDeclared = new("WF1023", "'{0}' is already declared; choose another name");

    public static readonly DiagnosticDescriptor TypeNameAsName = new("WF1024", "'{0}' is the name of a type; choose another name");

    public static readonly DiagnosticDescriptor BuiltinName = new("WF1025", "'{0}' is built in; choose another name");

    public static readonly DiagnosticDescriptor CallableAsValue = new("WF1026", "'{0}' is not a variable; call it: '{1}'");

    public static readonly DiagnosticDescriptor VariableCalled = new("WF1027", "'{0}' is a variable and cannot be called{1}");

    public static readonly DiagnosticDescriptor SymbolIsParameter =
        new("WF1028", "'{0}' is both a parameter and an extent; leave the parameter out: '{0}' is known from the shape of the arguments");

    // Types.
    public static readonly DiagnosticDescriptor TypeMismatch = new("WF1030", "expected {0}, found {1}; {2}");

    public static readonly DiagnosticDescriptor MixedTypes = new("WF1031", "'{0}' mixes {1} and {2}; {3}");

    public static readonly DiagnosticDescriptor OperatorNotDefined = new("WF1032", "'{0}' is not defined for {1}{2}");

    public static readonly DiagnosticDescriptor LiteralOutOfRange = new("WF1033", "{0} does not fit {1}, which holds {2} to {3}; {4}");

    public static readonly DiagnosticDescriptor FloatOutOfRange = new("WF1034", "{0} is too large for {1}{2}");

    public static readonly DiagnosticDescriptor FloatAsInteger =
        new("WF1035", "{0} is not an integer, and {1} is expected here; write '{1}({0})' to drop the fraction, or convert the other "
            + "operand");

    public static readonly DiagnosticDescriptor NumberAsBool =
        new("WF1036", "expected bool, found the number {0}; write 'true', 'false' or a comparison");

    public static readonly DiagnosticDescriptor NumberTooLarge =
        new("WF1037", "{0} is too large for every integer type; write it with '.0' as a floating-point number");

    public static readonly DiagnosticDescriptor DivisionByZero = new("WF1038", "division by zero");

    public static readonly DiagnosticDescriptor ConstantOverflow = new("WF1039", "the result does not fit {0}; {1}");

    public static readonly DiagnosticDescriptor ArrayAsScalar =
        new("WF1040", "'{0}' is an array, {1}, where a number is expected; take an element: '{0}[{2}]'");

    public static readonly DiagnosticDescriptor NotAnArray = new("WF1041", "'{0}' is no array but {1}; it has no elements");

    public static readonly DiagnosticDescriptor SubscriptCount =
        new("WF1042", "'{0}' has {1}, but {2} given; write '{0}[{3}]'");

    public static readonly DiagnosticDescriptor IndexNotInteger =
        new("WF1043", "a subscript or bound must be an integer, found {0}; convert it with 'index({1})'");

    // Shapes.
    public static readonly DiagnosticDescriptor BadDimension =
        new("WF1044", "a dimension is a number, an extent such as 'n', or a formula of them with + - * / %");

    public static readonly DiagnosticDescriptor NegativeDimension = new("WF1045", "a dimension cannot be {0}");

    public static readonly DiagnosticDescriptor UnknownDimension =
        new("WF1046", "there is no extent or constant '{0}' here{1}; a local array's size is made of numbers, constants and extents of "
            + "the parameters");

    public static readonly DiagnosticDescriptor LocalDimension =
        new("WF1047", "'{0}' is only known while the kernel runs; a local array's size is made of numbers, constants and extents of the "
            + "parameters");

    public static readonly DiagnosticDescriptor SymbolNotFixed =
        new("WF1048", "no earlier parameter says what '{1}' in '{0}' is; give an earlier parameter '{1}' alone as a dimension");

    // Expressions.
    public static readonly DiagnosticDescriptor TupleAsValue =
        new("WF1050", "several values in parentheses can only be returned, or take the results of a call");

    public static readonly DiagnosticDescriptor ArgumentCount = new("WF1051", "'{0}' takes {1}, not {2}; write '{3}'");

    public static readonly DiagnosticDescriptor MathOperandType = new("WF1052", "'{0}' works on {1}, found {2}{3}");

    public static readonly DiagnosticDescriptor ModifierWithoutKernel =
        new("WF1053", "'inout' and 'out' mark what a kernel writes; '{0}' is no kernel");

    public static readonly DiagnosticDescriptor ReductionWithoutBody =
        new("WF1054", "'{0}' is a reduction and needs something to reduce after its indices: '{0}(i) x[i]'");

    public static readonly DiagnosticDescriptor ReductionOperandType = new("WF1055", "'{0}' works on {1}, found {2}; {3}");

    public static readonly DiagnosticDescriptor RangeUnknown =
        new("WF1056", "the range of '{0}' is not known: it is no subscript by itself in the body; write '{1}({0} in 0..n) ...'. "
            + "The body ends before '+' and '-': put a longer one in parentheses");

    public static readonly DiagnosticDescriptor RangesDiffer =
        new("WF1057", "the range of '{0}' is not clear: '{1}' has {2} elements there and '{3}' has {4}; write it as '{0} in 0..n'");

    public static readonly DiagnosticDescriptor ArgReductionIndices =
        new("WF1058", "'{0}' gives one index, so it runs over one; nest it in a loop for more");

    public static readonly DiagnosticDescriptor NoEffect =
        new("WF1059", "'{0}' does nothing; assign it, or, if it goes on with the line above, end that line with an operator");

    // Statements.
    public static readonly DiagnosticDescriptor NotWritable = new("WF1060", "'{0}' cannot be changed: it is {1}");

    public static readonly DiagnosticDescriptor NotAssignable = new("WF1061", "only variables and elements of arrays can be written");

    public static readonly DiagnosticDescriptor WholeArray =
        new("WF1062", "'{0}' is a whole array, {1}; in a kernel, copy element by element: 'copy[{2}] = source[{2}]'");

    public static readonly DiagnosticDescriptor ArrayInitializer = new("WF1063", "expected {0}, found {1}");

    public static readonly DiagnosticDescriptor LetNeedsValue =
        new("WF1064", "'let {0}' needs a value; use 'var' for what is filled later");

    public static readonly DiagnosticDescriptor VarNeedsType =
        new("WF1065", "'var {0}' needs a type or a value: 'var {0}: f32' or 'var {0} = 0.0'");

    public static readonly DiagnosticDescriptor TupleNeedsCall =
        new("WF1066", "several variables take the results of one kernel: 'let (a, b) = f(x)'; give each its own line otherwise");

    public static readonly DiagnosticDescriptor ZeroStep = new("WF1067", "a step of 0 would never end");

    public static readonly DiagnosticDescriptor JumpOutsideLoop = new("WF1068", "'{0}' is only possible inside a loop");

    public static readonly DiagnosticDescriptor BreakFromSeveral =
        new("WF1069", "'break' in a loop over several indices is not clear; write one loop inside the other");

    public static readonly DiagnosticDescriptor LeavesParallelLoop =
        new("WF1070", "'{0}' cannot leave a parallel loop, whose iterations run at the same time; use 'for', or 'continue' to end one "
            + "iteration");

    public static readonly DiagnosticDescriptor ReturnValueInKernel =
        new("WF1071", "a kernel gives its results through its outputs; write '{0}[i] = ...' or '{0} = ...', and 'return' alone to end "
            + "early");

    public static readonly DiagnosticDescriptor ReturnCount = new("WF1072", "'{0}' has {1}, but {2} given");

    // Outputs and parallel loops.
    public static readonly DiagnosticDescriptor OutputReadBeforeWritten =
        new("WF1075", "output '{0}' is read before anything is written to it; start with '{1}', or make it an 'inout' parameter");

    public static readonly DiagnosticDescriptor OutputNeverWritten =
        new("WF1076", "output '{0}' is never written; it will be 0", Severity.Warning);

    public static readonly DiagnosticDescriptor ParallelScalarWrite =
        new("WF1077", "'{0}' is declared outside of the parallel loop, whose iterations would all change it; declare it inside, write to "
            + "an array, or use a reduction such as 's = sum(i) x[i]'");

    public static readonly DiagnosticDescriptor ParallelWriteOverlap =
        new("WF1078", "different iterations of the parallel loop write the same element of '{0}': its subscripts do not depend on '{1}'; "
            + "use 'for', or a reduction");

    public static readonly DiagnosticDescriptor ParallelAssumed =
        new("WF1079", "assumed that iterations of the parallel loop do not touch each other's elements of '{0}': {1}; use 'for' if they "
            + "may", Severity.Warning);

    // Funcs, constants and declarations.
    public static readonly DiagnosticDescriptor ConstantCycle = new("WF1080", "the constant '{0}' depends on itself: {1}");

    public static readonly DiagnosticDescriptor NotConstant =
        new("WF1081", "the value of '{0}' must be known at compile time: made of numbers, constants and builtins");

    public static readonly DiagnosticDescriptor ConstantCount =
        new("WF1082", "dimension {1} of '{0}' has {2} elements, but {3} are given here");

    public static readonly DiagnosticDescriptor ArrayInFunc =
        new("WF1083", "'{0}' is an array; a func works on single numbers, a kernel on arrays");

    public static readonly DiagnosticDescriptor FuncParameterForm =
        new("WF1084", "'{0}': a parameter of a func is a name and a type; only kernels have 'in', 'out', 'inout' and defaults");

    public static readonly DiagnosticDescriptor FuncReturnsOneValue =
        new("WF1085", "'{0}' returns one value of type {1}; write 'return ...'");

    public static readonly DiagnosticDescriptor FuncMustReturn =
        new("WF1086", "'{0}' does not return on every path; end it with 'return' and a value of type {1}");

    public static readonly DiagnosticDescriptor Recursion =
        new("WF1087", "'{0}' calls itself: {1}; there is no recursion, since calls are inlined: use a loop");

    public static readonly DiagnosticDescriptor OutputNeedsName = new("WF1088", "an output of a kernel needs a name: '-> y: {0}'");

    public static readonly DiagnosticDescriptor DefaultNotAllowed =
        new("WF1089", "'{0}' cannot have a default; only single numbers that are read can");

    // Kernel calls and workflows.
    public static readonly DiagnosticDescriptor ArgumentMismatch = new("WF1090", "'{0}' of '{1}' is {2}, but {3} is passed");

    public static readonly DiagnosticDescriptor ExtentMismatch =
        new("WF1091", "'{0}': dimension {1} of '{2}' is {3} here, but that of '{4}' is {5}{6}");

    public static readonly DiagnosticDescriptor ExtentUnknown =
        new("WF1092", "'{0}': the size of its result '{1}' is not known here, because no argument says what '{2}' is");

    public static readonly DiagnosticDescriptor ArgumentOnlyRead = new("WF1093", "'{0}' is only read; pass '{1}' without a word before it");

    public static readonly DiagnosticDescriptor ArgumentNeedsModifier = new("WF1094", "'{0}' is written by the call; pass it as '{1} {2}'");

    public static readonly DiagnosticDescriptor PassedTwice =
        new("WF1095", "'{0}' is passed twice to '{1}', which writes it; copy it into another array first");

    public static readonly DiagnosticDescriptor ResultCount =
        new("WF1096", "'{0}' gives {1}, but there is room for {2}; write '{3}'");

    public static readonly DiagnosticDescriptor ResultCountAsValue = new("WF1097", "'{0}' gives {1}; {2}");

    public static readonly DiagnosticDescriptor ResultMismatch = new("WF1098", "'{0}' gives '{1}' as {2}, but '{3}' is {4}");

    public static readonly DiagnosticDescriptor KernelCallInFunc =
        new("WF1099", "the kernel '{0}' cannot be called from {1}; call it from a kernel or a workflow");

    public static readonly DiagnosticDescriptor WorkflowCallInKernel =
        new("WF1100", "the workflow '{0}' cannot be called from a kernel; make the caller a workflow");

    public static readonly DiagnosticDescriptor KernelCallPlace =
        new("WF1101", "the kernel '{0}' cannot be called here, where it might run many times or not at all; call it in a line before: "
            + "'let x = {0}(...)'");

    public static readonly DiagnosticDescriptor ElementInWorkflow =
        new("WF1102", "'{0}': a workflow passes whole arrays between kernels; put work on their elements into a kernel");

    public static readonly DiagnosticDescriptor LoopKindInWorkflow =
        new("WF1103", "'reassociate' is for loops in kernels; in a workflow write 'for'");

    public static readonly DiagnosticDescriptor WorkflowMustReturn =
        new("WF1104", "'{0}' never gives '{1}' a value; end it with 'return ...'");

    // Placements, parts of arrays and fan-out.
    public static readonly DiagnosticDescriptor PlacementPlace =
        new("WF1160", "'{0}' says where a workflow or a step of one runs, and how long; a kernel runs where its workflow says");

    public static readonly DiagnosticDescriptor PlacementWithoutCall =
        new("WF1161", "no kernel is called in this line; '{0}' belongs behind a call, or behind the head of the workflow");

    public static readonly DiagnosticDescriptor UnknownDevice =
        new("WF1162", "there is no kind of device '{0}'{1}; the kinds are {2}");

    public static readonly DiagnosticDescriptor BadShare =
        new("WF1163", "the share of a device is a number above 0 and at most 1, as in '{0}(0.2)'");

    public static readonly DiagnosticDescriptor DeviceTwice =
        new("WF1164", "'{0}' stands here twice; name each kind of device once, the best one first");

    public static readonly DiagnosticDescriptor BadTime =
        new("WF1165", "'{0}' is no length of time; write a number above 0 and its unit, one of us ms s min h, as in '50ms'");

    public static readonly DiagnosticDescriptor SliceInKernel =
        new("WF1166", "'{0}' stands for several elements; only workflows pass parts of arrays on, a kernel loops over the indices");

    public static readonly DiagnosticDescriptor SliceBounds =
        new("WF1167", "{0}..{1} is no range of '{2}', whose extent there is {3}");

    public static readonly DiagnosticDescriptor SliceMismatch = new("WF1168", "'{0}' is {1}, but {2} is assigned");

    public static readonly DiagnosticDescriptor FanOutStore =
        new("WF1169", "each turn of a parallel loop of a workflow gives its part of '{0}' in a line of the loop's own body, not inside "
            + "'if' or another loop; make the part a variable of the turn, and assign that");

    public static readonly DiagnosticDescriptor FanOutRead =
        new("WF1170", "'{0}' is read in the parallel loop that writes it, where other turns may write at the same time; take the part "
            + "from a variable of the turn, or read another array");

    public static readonly DiagnosticDescriptor FanOutOverlap =
        new("WF1173", "nothing shows that turns of the parallel loop write different parts of '{0}' for different '{1}'; let '{1}' alone "
            + "be a subscript, as in '{0}[{1}]', or make ranges that do not meet, as in '{0}[4*{1}..4*{1} + 4]', or use 'for'");

    public static readonly DiagnosticDescriptor ContinueInFanOut =
        new("WF1171", "a turn of a parallel loop of a workflow always gives its part; use 'if' around what differs");

    public static readonly DiagnosticDescriptor FanOutAssignment =
        new("WF1172", "'{0}' is declared outside of the parallel loop, whose turns run at the same time; give each turn its part, as in "
            + "'{0}[i] = ...', or use 'for'");

    // Schedules.
    public static readonly DiagnosticDescriptor UnknownScheduled =
        new("WF1175", "there is no kernel '{0}' in this file{1}; a schedule says how a kernel is compiled");

    public static readonly DiagnosticDescriptor UnknownDirective = new("WF1176", "there is no directive '{0}'{1}; there are {2}");

    public static readonly DiagnosticDescriptor DirectiveForm = new("WF1177", "'{0}' is written '{1}'");

    public static readonly DiagnosticDescriptor NotInKernel = new("WF1178", "'{0}' has no {1} '{2}'{3}");

    public static readonly DiagnosticDescriptor ScheduleTwice =
        new("WF1179", "'{0}' has a schedule for {1} already; put all directives into one");

    public static readonly DiagnosticDescriptor DirectiveSize = new("WF1180", "a size is from {0} to 1048576 here, found {1}");

    public static readonly DiagnosticDescriptor UnknownScheduleTarget = new("WF1181", "there is no target '{0}'{1}; there are {2}");

    public static readonly DiagnosticDescriptor DirectiveTwice = new("WF1182", "'{0} {1}' is said twice in this schedule");

    public static readonly DiagnosticDescriptor DirectiveOrder =
        new("WF1183", "'{0}' has {1}; each is named once, by its number from 0 on, outermost first");

    public static readonly DiagnosticDescriptor DirectiveSizes =
        new("WF1184", "'{0}' has {1}; a block has a size from 1 to 1048576 in each, and more than one element");

    // Events.
    public static readonly DiagnosticDescriptor UnknownSource = new("WF1185", "there are no events '{0}'{1}; there are {2}");

    public static readonly DiagnosticDescriptor SourceForm = new("WF1186", "'{0}' is written '{1}'");

    public static readonly DiagnosticDescriptor UnknownEventTarget =
        new("WF1187", "there is no kernel or workflow '{0}' in this file{1}");

    public static readonly DiagnosticDescriptor UnknownEventField = new("WF1188", "an event of '{0}' has no '{1}'{2}; it has {3}");

    public static readonly DiagnosticDescriptor EventArgument =
        new("WF1189", "'{0}' of '{1}' is {2}, but {3} is passed");

    public static readonly DiagnosticDescriptor EventArgumentForm =
        new("WF1190", "what an event passes on is a constant or one of its fields, as in '{0}.{1}'");

    public static readonly DiagnosticDescriptor NoSink = new("WF1191", "'{0}' takes no results; {1} do");

    public static readonly DiagnosticDescriptor UnknownPlaceholder =
        new("WF1192", "an event of '{0}' has no text '{1}' to put into the name{2}; it has {3}");

    public static readonly DiagnosticDescriptor NothingToSend =
        new("WF1193", "'{0}' gives no single array or number that could be sent on");

    // Records.
    public static readonly DiagnosticDescriptor UnknownRecord = new("WF1110", "there is no record '{0}'{1}");

    public static readonly DiagnosticDescriptor EmptyRecord =
        new("WF1111", "'{0}' has no fields; a record is written 'record {0} {{ mass: f32 }}'");

    public static readonly DiagnosticDescriptor RecordCycle = new("WF1112", "a value of '{0}' would hold another of itself: {1}");

    public static readonly DiagnosticDescriptor ArrayInRecord =
        new("WF1113", "'{0}' is an array; a field is a number, a bool or another record: make arrays of records instead");

    public static readonly DiagnosticDescriptor NoField = new("WF1114", "'{0}' has no field '{1}'{2}; its fields are {3}");

    public static readonly DiagnosticDescriptor FieldTwice = new("WF1115", "'{0}' has been given a value already");

    public static readonly DiagnosticDescriptor FieldsMissing = new("WF1116", "a value of '{0}' needs all its fields; add {1}");

    public static readonly DiagnosticDescriptor NoMembers =
        new("WF1117", "'{0}' is {1}, which has no '.{2}'; an extent has the name that the shape gives it, as n in f32[n]");

    public static readonly DiagnosticDescriptor RecordAsScalar =
        new("WF1118", "'{0}' is a record, {1}, where a number is expected; take a field: '{0}{2}'");

    public static readonly DiagnosticDescriptor RecordCalled = new("WF1119", "'{0}' is a record; a value is written '{0} {{ {1} }}'");

    public static readonly DiagnosticDescriptor BranchesDiffer =
        new("WF1120", "the two values of '?:' are {0} and {1}; both must be the same");

    // Generic kernels and funcs.
    public static readonly DiagnosticDescriptor UnknownKind = new("WF1121", "there is no kind of types '{0}'{1}; the kinds are {2}");

    public static readonly DiagnosticDescriptor TypeArgumentCount = new("WF1122", "'{0}' takes {1}, not {2}; write '{3}'");

    public static readonly DiagnosticDescriptor TypeArgumentsDiffer =
        new("WF1123", "'{0}' of '{1}' is {2} because of '{3}', but {4} because of '{5}'; convert one of them");

    public static readonly DiagnosticDescriptor TypeArgumentUnknown =
        new("WF1124", "no argument says what '{0}' of '{1}' is; write '{2}'");

    public static readonly DiagnosticDescriptor TypeArgumentKind =
        new("WF1125", "'{0}' must be a type of the kind {1}, found {2}; these are {3}");

    public static readonly DiagnosticDescriptor NotGeneric =
        new("WF1126", "there is no generic kernel '{0}'{1}; one is written 'kernel {0}<T: float>(x: T[n]) ...'");

    // Extents, constants and arrays.
    public static readonly DiagnosticDescriptor BadConstraint =
        new("WF1127", "'{0}' is no condition on extents; write a comparison of them, as in 'where m % 16 == 0, n >= k'");

    public static readonly DiagnosticDescriptor UnknownExtent =
        new("WF1128", "'{0}' is no extent that an argument fixes{1}; conditions are about those and numbers");

    public static readonly DiagnosticDescriptor ConstraintViolated = new("WF1129", "'{0}' needs {1}, but here that is {2}{3}");

    public static readonly DiagnosticDescriptor ArrayLiteralPlace =
        new("WF1131", "an array of numbers is written as a constant: 'const K: f32[3] = [1, 2, 3]'");

    public static readonly DiagnosticDescriptor UnknownMode =
        new("WF1132", "an array has no '{0}'{1}; what it is beyond its edges is one of {2}, as in 'img.clamp[y - 1, x]'");

    public static readonly DiagnosticDescriptor ModeOnLeft =
        new("WF1133", "'{0}' says what is read beyond the edges; there is nothing to write there");

    // Scatter, reduce and time.
    public static readonly DiagnosticDescriptor ScatterTarget =
        new("WF1134", "'scatter' writes elements of an array: 'scatter (i) bins[v[i]] += 1'");

    public static readonly DiagnosticDescriptor ScatterOrder =
        new("WF1135", "with '{0}' it matters which update of an element comes last; write 'scatter unique' if none is written twice, or "
            + "update with += *= min= max= &= |= ^=");

    public static readonly DiagnosticDescriptor UnknownJoin =
        new("WF1136", "there is no func '{0}'{1}; 'reduce' joins values with one of two parameters: 'reduce join (i) x[i] from 0'");

    public static readonly DiagnosticDescriptor JoinForm =
        new("WF1137", "'{0}' cannot join values; it must take two of the type that it gives: 'func {0}(a: {1}, b: {1}) -> {1}'");

    public static readonly DiagnosticDescriptor ScanPlace =
        new("WF1145", "a scan ends at a free index of the left side, as in 'y[i] = scan sum(j <= i) x[j]'; '{0}' is none");

    public static readonly DiagnosticDescriptor ScanKind =
        new("WF1146", "a scan makes a sum, prod, min, max, any or all, or joins values by a func; '{0}' is for reductions");

    public static readonly DiagnosticDescriptor ScanBody =
        new("WF1147", "a scan takes each value in once, and by its own index: write '{0}' here; '{1}' is where it ends");

    public static readonly DiagnosticDescriptor ScanWays =
        new("WF1148", "the scans of an assignment go along one index and one way, here '{0}'; give this one an assignment of its own");

    public static readonly DiagnosticDescriptor PrimedName =
        new("WF1138", "'{0}': a name with ' is what a time loop makes of the array without; choose another name");

    public static readonly DiagnosticDescriptor PrimeOutsideTime =
        new("WF1139", "there is no '{0}' here; in a time loop it is what a turn makes of the array '{1}', which must be writable");

    public static readonly DiagnosticDescriptor TimePlace = new("WF1140", "a time loop stands in a kernel{0}");

    public static readonly DiagnosticDescriptor TimeStep = new("WF1141", "a time loop takes one step at a time; leave 'step' out");

    public static readonly DiagnosticDescriptor TimeWithoutPrime =
        new("WF1142", "this time loop makes no array anew; write the next state of u as u', for example u'[i] = u[i] + 1, or use 'for'");

    public static readonly DiagnosticDescriptor LeavesTimeLoop = new("WF1143", "'{0}' cannot leave a time loop; use 'for' or 'while'");

    public static readonly DiagnosticDescriptor AssertNeverHolds = new("WF1144", "this never holds");
}
