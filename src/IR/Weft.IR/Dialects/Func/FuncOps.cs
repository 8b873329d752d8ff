using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Gives control and values back to the caller.</summary>
[Op("func.return", Format = "attr-dict ($operands^ `:` type($operands))?")]
[Traits(Pure, IsTerminator, ReturnLike)]
[HasParent("func.func")]
public sealed partial class ReturnOp : Operation
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Values { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (ParentOp is not FuncOp function) return true;
        var expected = function.Type.Results;
        if (Values.Count != expected.Count)
            return Error(
                diagnostics, $"has {Values.Count} operands, but enclosing function (@{function.SymName}) returns {expected.Count}");
        for (var i = 0; i < expected.Count; i++)
            if (Values[i].Type != expected[i])
                return ErrorAsIs(
                    diagnostics, $"type of return operand {i} ('{Values[i].Type}') doesn't match function result type ('{expected[i]}') "
                    + $"in function @{function.SymName}");
        return true;
    }
}

/// <summary>Calls a function of the module by name.</summary>
[Op("func.call")]
public sealed partial class CallOp : Operation, IVerifySymbols, ICall
{
    [Attr] public partial SymbolRefAttr Callee { get; set; }

    [Operand<AnyType>(Name = "operands")] public partial OperandRange Arguments { get; }

    [Result<AnyType>] public partial ResultRange Values { get; }

    public SymbolRefAttr? CalleeSymbol => Callee;

    public static bool Parse(Text.IrParser parser, OperationState state) => CallForm.Parse(parser, state);

    public override void PrintCustom(Text.IrPrinter printer) => CallForm.Print(printer, this, Callee);

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics) =>
        CallForm.VerifyCallee(
            this, Callee, symbols.Resolve(this, Callee) is FuncOp callee ? callee.Type : null, "function", diagnostics);
}

/// <summary>Calls the function that a value stands for.</summary>
[Op("func.call_indirect")]
[Holds("callee input types match argument types", nameof(TakesArguments))]
[Holds("callee result types match result types", nameof(GivesValues))]
public sealed partial class CallIndirectOp : Operation, ICall
{
    [Operand<FunctionValue>] public partial Value Callee { get; }

    [Operand<AnyType>(Name = "callee_operands")] public partial OperandRange Arguments { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    public SymbolRefAttr? CalleeSymbol => null;

    public static bool Parse(Text.IrParser parser, OperationState state)
    {
        var arguments = new System.Collections.Generic.List<Text.UnresolvedOperand>();
        if (parser.Operands.Parse() is not { } callee || !parser.Tokens.Expect(Text.TokenKind.LeftParen, "expected '('")
            || !parser.Operands.ParseList(arguments)
            || !parser.Tokens.Expect(Text.TokenKind.RightParen, "expected ')'") || !parser.ParseOptionalAttrDict(state)
            || !parser.Tokens.Expect(Text.TokenKind.Colon, "expected ':'") || parser.ParseType<FunctionType>() is not { } type)
            return false;
        state.ResultTypes.AddRange(type.Results);
        return parser.Operands.Resolve(callee, type, state.Operands) && parser.Operands.Resolve(arguments, type.Inputs, state.Operands);
    }

    public override void PrintCustom(Text.IrPrinter printer)
    {
        printer.Space();
        printer.Value(Callee);
        printer.Text("(");
        printer.Values(Arguments);
        printer.Text(")");
        printer.AttrDict(this);
        printer.Text(" : ");
        printer.Type(Callee.Type);
    }

    private FunctionType CalleeType => (FunctionType)Callee.Type;

    private bool TakesArguments => Arguments.Types.SequenceEqual(CalleeType.Inputs);

    private bool GivesValues => Values.Types.SequenceEqual(CalleeType.Results);
}

/// <summary>A function of the module as a value.</summary>
[Op("func.constant", Format = "attr-dict $value `:` type(results)")]
[Traits(Pure, ConstantLike)]
public sealed partial class FunctionConstantOp : Operation, IFold, IVerifySymbols, Text.INamesValues
{
    [Attr] public partial SymbolRefAttr Value { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public void SuggestNames(System.Action<Value, string> suggest) => suggest(Result, "f");

    public FoldResult Fold(System.ReadOnlySpan<Attribute?> constants) => Value;

    public bool VerifySymbols(SymbolTables symbols, DiagnosticBag diagnostics)
    {
        if (symbols.Resolve(this, Value) is not FuncOp function)
            return Error(diagnostics, $"reference to undefined function '{Value.Leaf}'");
        return function.Type == Result.Type || Error(diagnostics, "reference to function with mismatched type");
    }
}

public sealed class FunctionValue() : TypeConstraint("function type")
{
    public override bool Accepts(IrType type) => type is FunctionType;
}
