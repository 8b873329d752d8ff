using System.Linq;

namespace Weft.IR;

/// <summary>Writes the body of a named operation into its region.</summary>
internal sealed class ScalarBody
{
    private readonly NamedOpDefinition _definition;
    private readonly OperationState _state;
    private readonly Block _block;
    private readonly Builder _builder;

    private ScalarBody(OperationState state, NamedOpDefinition definition, Block block) =>
        (_state, _definition, _block, _builder) = (state, definition, block, Builder.AtEnd(block, Location.Unknown));

    /// <summary>Adds the region that follows from the operands and attributes of an operation that is about to be made. As in MLIR, what is
    /// in it stands nowhere in the file.</summary>
    public static void AddTo(OperationState state, NamedOpDefinition definition)
    {
        var block = state.AddRegion().AddBlock();
        foreach (var operand in state.Operands) block.AddArgument(StructuredOpVerifier.ElementOf(operand.Type), Location.Unknown);
        var body = new ScalarBody(state, definition, block);
        body._builder.Insert(new LinalgYieldOp([body.Build(definition.Body)]));
    }

    private Value Build(ScalarExpr expr) => expr switch
    {
        ScalarOperand operand => _block.Arguments[operand.Index],
        ScalarIndex index => _builder.Add(new LinalgIndexOp(index.Loop)),
        ScalarNumber number => _builder.Add(new ConstantOp(number.Value)),
        _ => Call((ScalarCall)expr),
    };

    private Value Call(ScalarCall call)
    {
        var arguments = call.Arguments.Select(Build).ToArray();
        var function = call.Function[0] == '$' ? Chosen(call.Function.Substring(1)) : call.Function;
        return function switch
        {
            "cast" or "cast_signed" => Convert(arguments[0], _block.Arguments[_block.Arguments.Count - 1].Type),
            "cast_unsigned" => Convert(arguments[0], _block.Arguments[_block.Arguments.Count - 1].Type, isUnsigned: true),
            "i32" => Convert(arguments[0], IntegerType.I32),
            "f64" => Convert(arguments[0], FloatType.F64),
            _ => ScalarFunctions.Apply(_builder, function, arguments),
        };
    }

    private Value Convert(Value value, IrType type, bool isUnsigned = false) => ScalarConversion.Apply(_builder, value, type, isUnsigned);

    // The keyword of an attribute, which is the first one when nothing is written.
    private string Chosen(string attribute)
    {
        var keywords = _definition.Attributes.First(a => a.Name == attribute).Keywords!;
        var written = _state.Properties[_state.Info.PropertyIndex(attribute)];
        return keywords.Text(written is null ? keywords.Cases[0].Value : IrEnums.ValueOf(written))!;
    }
}
