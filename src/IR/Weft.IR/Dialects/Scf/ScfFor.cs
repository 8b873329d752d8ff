using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Counts from a lower bound to below an upper one. Values go from one turn to the next by block arguments and yields. The
/// bounds and the step (which must be positive) are of type index or one integer type, compared as signed.
/// </summary>
[Op("scf.for")]
[Traits(AutomaticAllocationScope, RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<YieldOp>]
[AllTypesMatch(nameof(LowerBound), nameof(UpperBound), nameof(Step))]
public sealed partial class ForOp : Operation, IVerifyRegions, IRegionBranch, ILoopLike, ISpeculatable
{
    [Operand<AnySignlessIntegerOrIndex>] public partial Value LowerBound { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value UpperBound { get; }

    [Operand<AnySignlessIntegerOrIndex>] public partial Value Step { get; }

    [Operand<AnyType>] public partial OperandRange InitArgs { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1, Name = "region")] public partial Region Body { get; }

    public Value InductionVariable => Body.Entry.Arguments[0];

    public IEnumerable<BlockArgument> IterArgs => Body.Entry.Arguments.Skip(1);

    /// <summary>What the body gives to the next turn.</summary>
    public OperandRange Yielded => Body.Entry.Last!.Operands;

    /// <summary>Makes a loop with an empty body that has its arguments; the caller adds the yield.</summary>
    public static ForOp WithBody(Value lowerBound, Value upperBound, Value step, IReadOnlyList<Value> initArgs)
    {
        var loop = new ForOp(lowerBound, upperBound, step, initArgs, initArgs.Select(v => v.Type).ToArray());
        loop.Body.AddBlock([lowerBound.Type, .. initArgs.Select(v => v.Type)]);
        return loop;
    }

    public IReadOnlyList<Region> LoopRegions => [Body];

    public IReadOnlyList<BlockArgument> LoopVariables => [Body.Entry.Arguments[0]];

    public IReadOnlyList<LoopRange> LoopRanges => [new(LowerBound, UpperBound, Step)];

    public OperandRange LoopInits => InitArgs;

    public IReadOnlyList<BlockArgument> LoopArguments => [.. IterArgs];

    public OperandRange LoopYields => Yielded;

    // The loop may have no turn.
    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => ExitSuccessors(Body);

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Into(Body, 1), RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => InitArgs;

    // Only a step of 1 cannot be a step of 0, with which the loop would not end.
    public Speculatability Speculatability =>
        ConstantOp.IntegerOf(Step) == 1 ? Speculatability.Recursive : Speculatability.No;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseFor(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) => Values.Count == InitArgs.Count
        || Error(diagnostics, "mismatch in number of loop-carried values and defined values");

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Body.Entry.Arguments.Count == 0 || InductionVariable.Type != LowerBound.Type)
            return Error(diagnostics, "expected induction variable to be same type as bounds and step");
        return LoopVerifier.Verify(this, this, Values, diagnostics) && RegionEdge.Verify(
            this, diagnostics,
            new(0, 0, Yielded.Types.ToArray(), IterArgs.Select(a => a.Type).ToArray()),
            new(0, RegionEdge.Parent, Yielded.Types.ToArray(), Values.Types.ToArray()));
    }
}
