using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Says in words what the parser expected and what it found.</summary>
internal static class Expectations
{
    public static string Found(IToken token) => token switch
    {
        { Type: TokenConstants.EOF } or { Type: NEWLINE, Text: "" } => "the end of the file",
        { Type: NEWLINE, Text: "}" } => "'}'",
        { Type: NEWLINE } => "the end of the line",
        _ => $"'{token.Text}'",
    };

    public static string Expected(IntervalSet set)
    {
        var types = set.ToList();
        List<string> words = [];
        if (types.Contains(DURATION)) words.Add("a time such as '50ms'");
        else if (types.Contains(FLOAT)) words.Add("an expression");
        else if (types.Contains(NAME)) words.Add("a name");
        if (types.Contains(NEWLINE)) words.Add("the end of the line");
        if (types.Contains(ARROW)) words.Add("'->'");
        if (types.Contains(FROM)) words.Add("'from' and a value to begin with");
        // After a complete operand any operator would do; naming them all would say nothing.
        words.AddRange(types.Where(IsWorthNaming).Select(t => t == STRING ? "a file name in quotes" : DefaultVocabulary.GetLiteralName(t)));
        if (types.Contains(OPEN_PAREN) && !types.Contains(FLOAT)) words.Add("'('");
        return words.Count == 0 ? "something else" : string.Join(" or ", words);
    }

    private static bool IsWorthNaming(int type) =>
        type is OPEN_BRACE or CLOSE_BRACE or CLOSE_PAREN or CLOSE_BRACKET or COLON or COMMA or ASSIGN or RANGE or IN or STRING;

    /// <summary>The form that the rule has, for those who know it from other languages in other forms.</summary>
    /// <param name="start">The first word of what is being parsed.</param>
    public static string Example(int rule, int start) => rule switch
    {
        RULE_loopRange => "; a loop is written 'for i in 0..n { ... }'",
        RULE_parameters or RULE_parameter => "; parameters are written '(a: f32, x: f32[n], y: inout f32[n])'",
        RULE_outputs or RULE_output => "; outputs are written '-> y: f32[n]' or '-> (y: f32[n], s: f32)'",
        RULE_reductionIndex or RULE_reductionIndices => "; a reduction is written 'sum(i) x[i]' or 'sum(i in 0..n) x[i]'",
        RULE_scanIndex => "; a scan is written 'scan sum(j <= i) x[j]' or 'scan join(j < i) x[j] from 0'",
        RULE_field => "; a field is written 'mass: f32'",
        RULE_typeParameters or RULE_typeParameter => "; type parameters are written '<T: float>'",
        RULE_type => "; a type is written 'f32' or 'f32[n, m]'",
        RULE_placement or RULE_device => "; where a call may run is written '@ gpu(0.2) else cpu'",
        RULE_endpoint or RULE_setting => "; an event is written 'on s3(\"in/*.npy\") as e -> f(e.body)'",
        RULE_directive => "; a directive of a schedule is written 'tile i 64'",
        RULE_binding => "; a variable is declared as 'let x = 1' or 'var x: f32 = 1'",
        RULE_declaration when start is KERNEL or FAST => "; a kernel is written 'kernel f(x: f32[n]) -> y: f32[n] { ... }'",
        RULE_declaration when start == WORKFLOW => "; a workflow is written 'workflow f(x: f32[n]) -> f32[n] { ... }'",
        RULE_declaration when start == FUNC => "; a func is written 'func f(x: f32) -> f32 = x * x'",
        RULE_declaration when start == RECORD => "; a record is written 'record Particle { pos: f32, mass: f32 }'",
        RULE_declaration when start == SCHEDULE => "; a schedule is written 'schedule f { tile i 64; parallel i }'",
        RULE_declaration when start == ON => "; an event is written 'on s3(\"in/*.npy\") as e -> f(e.body)'",
        RULE_declaration when start == CONST => "; a constant is written 'const N = 3' or 'const X: f64 = 0.5'",
        _ => "",
    };
}
