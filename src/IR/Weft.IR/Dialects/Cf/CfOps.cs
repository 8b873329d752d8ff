using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Goes to a block.</summary>
[Op("cf.br", Format = "$dest (`(` $destOperands^ `:` type($destOperands) `)`)? attr-dict")]
[Traits(Pure, IsTerminator)]
public sealed partial class BranchOp : Operation, IBranch
{
    [Operand<AnyType>] public partial OperandRange DestOperands { get; }

    [Successor] public partial Block Dest { get; }

    public OperandRange SuccessorOperands(int index) => DestOperands;

    public int? TakenSuccessor(IReadOnlyList<Attribute?> constants) => 0;

    public void SetSuccessorOperands(int index, IReadOnlyList<Value> values) => SetOperands([.. values]);

    private bool Verify(DiagnosticBag diagnostics) => BranchRules.Verify(this, diagnostics);
}

/// <summary>Goes to one of two blocks.</summary>
[Op("cf.cond_br", Format = "$condition `,` $trueDest (`(` $trueDestOperands^ `:` type($trueDestOperands) `)`)? `,` "
    + "$falseDest (`(` $falseDestOperands^ `:` type($falseDestOperands) `)`)? attr-dict")]
[Traits(AttrSizedOperandSegments, Pure, IsTerminator)]
public sealed partial class CondBranchOp : Operation, IBranch
{
    [Operand<I1>] public partial Value Condition { get; }

    [Operand<AnyType>] public partial OperandRange TrueDestOperands { get; }

    [Operand<AnyType>] public partial OperandRange FalseDestOperands { get; }

    [Successor] public partial Block TrueDest { get; }

    [Successor] public partial Block FalseDest { get; }

    public OperandRange SuccessorOperands(int index) => index == 0 ? TrueDestOperands : FalseDestOperands;

    public int? TakenSuccessor(IReadOnlyList<Attribute?> constants) =>
        constants[0] is IntegerAttr condition ? condition.IsZero ? 1 : 0 : null;

    public void SetSuccessorOperands(int index, IReadOnlyList<Value> values)
    {
        var (then, otherwise) = (index == 0 ? values : TrueDestOperands, index == 1 ? values : FalseDestOperands);
        SetOperands([Condition, .. then, .. otherwise]);
        SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(1, then.Count, otherwise.Count));
    }

    private bool Verify(DiagnosticBag diagnostics) => BranchRules.Verify(this, diagnostics);
}

/// <summary>Goes on when the condition holds, else stops the program with a message.</summary>
[Op("cf.assert", Format = "$arg `,` $msg attr-dict")]
public sealed partial class AssertOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Fault;

    [Operand<I1>] public partial Value Arg { get; }

    [Attr] public partial string Msg { get; set; }
}

/// <summary>Goes to the block of the first case that equals the flag, else to the default.</summary>
[Op("cf.switch")]
[Traits(AttrSizedOperandSegments, Pure, IsTerminator)]
public sealed partial class SwitchOp : Operation, IBranch
{
    private (Sequence<long> Of, int[] Starts) _starts = ([], []);

    [Attr(Name = "case_values", Summary = "integer elements attribute", Test = nameof(AttributeRules.IsIntegerElements))]
    public partial DenseElementsAttr? CaseValues { get; set; }

    [Attr(Name = "case_operand_segments", Element = "i32")] public partial Sequence<long> CaseOperandSegments { get; set; }

    [Operand<AnyInteger>] public partial Value Flag { get; }

    [Operand<AnyType>] public partial OperandRange DefaultOperands { get; }

    [Operand<AnyType>] public partial OperandRange CaseOperands { get; }

    [Successor] public partial Block DefaultDestination { get; }

    [Successor] public partial IReadOnlyList<Block> CaseDestinations { get; }

    /// <summary>The value of each case, in order.</summary>
    public IEnumerable<IntegerAttr> Cases
    {
        get
        {
            if (CaseValues is not { } values) yield break;
            var size = values.ElementSize;
            for (var i = 0; i < values.ShapedType.ElementCount; i++)
            {
                var bytes = values.Data.Span.Slice(values.IsSplat ? 0 : i * size, size);
                yield return new IntegerAttr(ElementBytes.Load(bytes, values.ShapedType.Element), values.ShapedType.Element);
            }
        }
    }

    public OperandRange SuccessorOperands(int index)
    {
        if (index == 0) return DefaultOperands;
        var (operands, sizes) = (CaseOperands, CaseOperandSegments);
        // Most switches pass nothing, and have many cases.
        if (operands.Count == 0) return operands;
        if (_starts.Of != sizes) _starts = (sizes, Starts(sizes));
        return operands.Slice(_starts.Starts[index - 1], (int)sizes[index - 1]);
    }

    // Where the operands of each case begin.
    private static int[] Starts(Sequence<long> sizes)
    {
        var starts = new int[sizes.Count];
        for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + (int)sizes[i - 1];
        return starts;
    }

    public int? TakenSuccessor(IReadOnlyList<Attribute?> constants) =>
        CaseDestinations.Count == 0 ? 0 : constants[0] is IntegerAttr flag ? Cases.ToList().IndexOf(flag) + 1 : null;

    public void SetSuccessorOperands(int index, IReadOnlyList<Value> values)
    {
        var all = Enumerable.Range(0, Successors.Count).Select(i => i == index ? [.. values] : SuccessorOperands(i).ToArray()).ToList();
        SetOperands([Flag, .. all.SelectMany(v => v)]);
        CaseOperandSegments = all.Skip(1).Select(v => (long)v.Length).ToSequence();
        SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(1, all[0].Length, all.Skip(1).Sum(v => v.Length)));
    }

    /// <summary>Makes a switch that passes no values.</summary>
    public static SwitchOp Of(Value flag, IReadOnlyList<long> cases, IReadOnlyList<Block> targets, Block otherwise)
    {
        var state = new OperationState(OpInfo, Location.Unknown);
        state.Operands.Add(flag);
        state.Successors.Add(otherwise);
        state.Successors.AddRange(targets);
        SwitchForm.SetCases(state, [.. cases.Select(c => new IntegerAttr(c, flag.Type))], flag.Type, 0, new long[cases.Count]);
        return (SwitchOp)state.Build();
    }

    public static bool Parse(IrParser parser, OperationState state) => SwitchForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => SwitchForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var cases = CaseDestinations.Count;
        if ((CaseValues?.ShapedType.ElementCount ?? 0) != cases)
            return Error(
                diagnostics,
                $"number of case values ({CaseValues?.ShapedType.ElementCount ?? 0}) should match number of case destinations ({cases})");
        if (CaseValues is { } values && values.ShapedType.Element != Flag.Type)
            return Error(diagnostics, $"'flag' type ('{Flag.Type}') should match case value type ('{values.ShapedType.Element}')");
        if (CaseOperandSegments.Count != cases || CaseOperandSegments.Sum() != CaseOperands.Count)
            return Error(diagnostics, "'case_operand_segments' do not cover the case operands");
        return BranchRules.Verify(this, diagnostics);
    }
}

internal static class BranchRules
{
    public static bool Verify<T>(T branch, DiagnosticBag diagnostics) where T : Operation, IBranch
    {
        for (var s = 0; s < branch.Successors.Count; s++)
        {
            var operands = branch.SuccessorOperands(s);
            var arguments = branch.Successors[s].Arguments;
            if (operands.Count != arguments.Count)
                return branch.ErrorAsIs(
                    diagnostics, $"branch has {operands.Count} operands for successor #{s}, but target block has {arguments.Count}");
            for (var i = 0; i < operands.Count; i++)
                if (operands[i].Type != arguments[i].Type)
                    return branch.ErrorAsIs(diagnostics, $"type mismatch for bb argument #{i} of successor #{s}");
        }

        return true;
    }
}
