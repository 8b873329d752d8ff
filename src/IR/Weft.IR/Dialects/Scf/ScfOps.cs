using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Ends a region and gives its values to the enclosing operation.</summary>
[Op("scf.yield", Format = "attr-dict ($results^ `:` type($results))?")]
[Traits(Pure, ReturnLike, IsTerminator)]
[HasParent("scf.execute_region", "scf.for", "scf.if", "scf.index_switch", "scf.while")]
public sealed partial class YieldOp : Operation
{
    [Operand<AnyType>(Name = "results")] public partial OperandRange Values { get; }

    public YieldOp() : this([]) { }
}

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

    private bool Verify(DiagnosticBag diagnostics)
    {
        var arguments = Body.Entry.Arguments;
        if (arguments.Count == 0 || arguments[0].Type != LowerBound.Type)
            return Error(diagnostics, "expected induction variable to be same type as bounds and step");
        if (Values.Count != InitArgs.Count) return Error(diagnostics, "mismatch in number of loop-carried values and defined values");
        if (arguments.Count - 1 != InitArgs.Count)
            return Error(diagnostics, "mismatch in number of basic block args and loop-carried values");
        return ScfForms.VerifyCarried(this, InitArgs, Values, arguments.Skip(1), diagnostics);
    }

    public bool VerifyRegions(DiagnosticBag diagnostics) => RegionEdge.Verify(
        this, diagnostics,
        new(0, 0, Yielded.Types.ToArray(), IterArgs.Select(a => a.Type).ToArray()),
        new(0, RegionEdge.Parent, Yielded.Types.ToArray(), Values.Types.ToArray()));
}

/// <summary>Runs one of two regions and gives its values.</summary>
[Op("scf.if")]
[Traits(NoRegionArguments, RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<YieldOp>]
public sealed partial class IfOp : Operation, IFold, IVerifyRegions, IRegionBranch, IRunsRegionsAtMostOnce
{
    [Operand<I1>] public partial Value Condition { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region ThenRegion { get; }

    [Region] public partial Region ElseRegion { get; }

    public bool HasElse => !ElseRegion.IsEmpty;

    // if not c { a } else { b } -> if c { b } else { a }
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (!HasElse || ArithCanonicalization.Negated(Condition.Def) is not { } condition) return default;
        SetOperand(0, condition);
        var then = ThenRegion.Entry;
        ThenRegion.Remove(then);
        ElseRegion.MoveBlocksTo(ThenRegion);
        ElseRegion.Append(then);
        return FoldResult.InPlace;
    }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants)
    {
        var condition = constants[0] as IntegerAttr;
        if (condition is not { IsZero: true }) yield return RegionSuccessor.Into(ThenRegion);
        if (condition is not { IsZero: false }) yield return HasElse ? RegionSuccessor.Into(ElseRegion) : RegionSuccessor.Behind(this);
    }

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseIf(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) =>
        Values.Count == 0 || HasElse || Error(diagnostics, "must have an else block if defining values");

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        for (var i = 0; i < Regions.Count; i++)
            if (!Regions[i].IsEmpty
                && !new RegionEdge(i, RegionEdge.Parent, Regions[i].Entry.Last!.Operands.Types.ToArray(), Values.Types.ToArray())
                    .Verify(this, diagnostics))
                return false;
        return true;
    }
}

/// <summary>
/// Runs the first region, and, as long as its condition holds, the second and the first again. The condition's values go to
/// the second region and, in the end, to the results.
/// </summary>
[Op("scf.while")]
[Traits(RecursiveMemoryEffects, SingleBlock)]
public sealed partial class WhileOp : Operation, IVerifyRegions, IRegionBranch, ILoopLike
{
    [Operand<AnyType>] public partial OperandRange Inits { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region Before { get; }

    [Region(Blocks = 1)] public partial Region After { get; }

    public ConditionOp Condition => (ConditionOp)Before.Entry.Last!;

    public IReadOnlyList<Region> LoopRegions => [Before, After];

    public IReadOnlyList<BlockArgument> LoopVariables => [];

    public IReadOnlyList<LoopRange> LoopRanges => [];

    public OperandRange LoopInits => Inits;

    public IReadOnlyList<BlockArgument> LoopArguments => Before.Entry.Arguments;

    public OperandRange LoopYields => After.Entry.Last!.Operands;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [RegionSuccessor.Into(Before)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) =>
        from == After ? [RegionSuccessor.Into(Before)] : [RegionSuccessor.Behind(this), RegionSuccessor.Into(After)];

    public OperandRange EntryOperands(Region? to) => Inits;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseWhile(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Before.Entry.Last is not ConditionOp condition)
            return Error(diagnostics, "expects the 'before' region to terminate with 'scf.condition'");
        if (After.Entry.Last is not YieldOp yield) return Error(diagnostics, "expects the 'after' region to terminate with 'scf.yield'");
        var carried = condition.Arguments.Types.ToArray();
        IrType[] before = [.. Before.Entry.Arguments.Select(a => a.Type)];
        return RegionEdge.Verify(
            this, diagnostics,
            new(RegionEdge.Parent, 0, Inits.Types.ToArray(), before),
            new(0, RegionEdge.Parent, carried, Values.Types.ToArray()),
            new(0, 1, carried, [.. After.Entry.Arguments.Select(a => a.Type)]),
            new(1, 0, yield.Values.Types.ToArray(), before));
    }
}

/// <summary>Ends the first region of <c>scf.while</c>.</summary>
[Op("scf.condition", Format = "`(` $condition `)` attr-dict ($args^ `:` type($args))?")]
[Traits(Pure, IsTerminator)]
[HasParent("scf.while")]
public sealed partial class ConditionOp : Operation, IRegionTerminator
{
    [Operand<I1>] public partial Value Condition { get; }

    [Operand<AnyType>(Name = "args")] public partial OperandRange Arguments { get; }

    public OperandRange SuccessorOperands(Region? to) => Arguments;

    public IEnumerable<RegionSuccessor> ExitSuccessors(IReadOnlyList<Attribute?> constants)
    {
        if (ParentOp is not WhileOp loop) yield break;
        var condition = constants[0] as IntegerAttr;
        if (condition is not { IsZero: true }) yield return RegionSuccessor.Into(loop.After);
        if (condition is not { IsZero: false }) yield return RegionSuccessor.Behind(loop);
    }
}

/// <summary>
/// A nest of loops whose turns may run in any order, or at once. Each <c>scf.reduce</c> region joins the values of two turns; the
/// order of joining is open.
/// </summary>
[Op("scf.parallel")]
[Traits(AutomaticAllocationScope, AttrSizedOperandSegments, RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<ReduceOp>]
public sealed partial class ParallelOp : Operation, IRegionBranch, ILoopLike
{
    [Operand<Index>(Name = "lowerBound")] public partial OperandRange LowerBounds { get; }

    [Operand<Index>(Name = "upperBound")] public partial OperandRange UpperBounds { get; }

    [Operand<Index>(Name = "step")] public partial OperandRange Steps { get; }

    [Operand<AnyType>] public partial OperandRange InitVals { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1, Name = "region")] public partial Region Body { get; }

    public IReadOnlyList<BlockArgument> InductionVariables => Body.Entry.Arguments;

    public ReduceOp Reduce => (ReduceOp)Body.Entry.Last!;

    /// <summary>Makes a loop nest with an empty body; the caller adds the <c>scf.reduce</c>.</summary>
    public static ParallelOp WithBody(IReadOnlyList<Value> lowerBounds, IReadOnlyList<Value> upperBounds, IReadOnlyList<Value> steps)
    {
        var loop = new ParallelOp(lowerBounds, upperBounds, steps, [], []);
        loop.Body.AddBlock([.. lowerBounds.Select(b => b.Type)]);
        return loop;
    }

    public IReadOnlyList<Region> LoopRegions => [Body];

    public IReadOnlyList<BlockArgument> LoopVariables => InductionVariables;

    public IReadOnlyList<LoopRange> LoopRanges => [.. Steps.Select((step, i) => new LoopRange(LowerBounds[i], UpperBounds[i], step))];

    public OperandRange LoopInits => InitVals;

    // No value goes from turn to turn: joining comes after.
    public IReadOnlyList<BlockArgument> LoopArguments => [];

    public OperandRange LoopYields => default;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => ExitSuccessors(Body);

    // What the results are, no single region gives.
    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [new(Body, []), new(null, [])];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state) => ScfParallelForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfParallelForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Steps.Count == 0) return Error(diagnostics, "needs at least one tuple element for lowerBound, upperBound and step");
        if (LowerBounds.Count != Steps.Count || UpperBounds.Count != Steps.Count)
            return Error(diagnostics, "expects as many lower and upper bounds as steps");
        foreach (var step in Steps)
            if (step.Def is ConstantOp { Value: IntegerAttr { Value.Sign: <= 0 } })
                return Error(diagnostics, "constant step operand must be positive");
        if (InductionVariables.Count != Steps.Count)
            return Error(
                diagnostics,
                $"expects the same number of induction variables: {InductionVariables.Count} as bound and step values: {Steps.Count}");
        foreach (var variable in InductionVariables)
            if (variable.Type is not IndexType)
                return Error(diagnostics, "expects arguments for the induction variable to be of index type");
        if (Body.Entry.Last is not ReduceOp reduce) return Error(diagnostics, "expects body to terminate with 'scf.reduce'");
        if (Values.Count != reduce.Reductions.Count)
            return Error(
            diagnostics, $"expects number of results: {Values.Count} to be the same as number of reductions: {reduce.Reductions.Count}");
        return Values.Count == InitVals.Count
            || Error(diagnostics,
            $"expects number of results: {Values.Count} to be the same as number of initial values: {InitVals.Count}");
    }
}

/// <summary>Ends the body of <c>scf.parallel</c>; one region per operand joins two values of it.</summary>
[Op("scf.reduce")]
[Traits(IsTerminator, RecursiveMemoryEffects)]
[HasParent("scf.parallel")]
public sealed partial class ReduceOp : Operation, IVerifyRegions, IRegionTerminator
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Inputs { get; }

    [Region] public partial IReadOnlyList<Region> Reductions { get; }

    public ReduceOp() : this([]) { }

    public OperandRange SuccessorOperands(Region? to) => default;

    public IEnumerable<RegionSuccessor> ExitSuccessors(IReadOnlyList<Attribute?> constants) =>
        ParentOp is ParallelOp loop ? loop.ExitSuccessors(loop.Body) : [];

    public static bool Parse(IrParser parser, OperationState state) => ScfParallelForm.ParseReduce(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfParallelForm.PrintReduce(printer, this);

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Reductions.Count != OperandSlots.Length) return Error(diagnostics, "expects one region per operand");
        for (var i = 0; i < Reductions.Count; i++)
        {
            var type = Operands[i].Type;
            if (Reductions[i].IsEmpty || Reductions[i].Entry.IsEmpty) return Error(diagnostics, $"{i}-th reduction has an empty body");
            if (Reductions[i].Entry.Arguments.Count != 2 || Reductions[i].Entry.Arguments.Any(a => a.Type != type))
                return Error(diagnostics, $"expected two block arguments with type '{type}' in the {i}-th reduction region");
            if (Reductions[i].Entry.Last is not ReduceReturnOp)
                return Error(diagnostics, "reduction bodies must be terminated with an 'scf.reduce.return' op");
        }

        return true;
    }
}

/// <summary>Gives the joined value of a reduction.</summary>
[Op("scf.reduce.return", Format = "$result attr-dict `:` type($result)")]
[Traits(Pure, IsTerminator)]
[HasParent("scf.reduce")]
public sealed partial class ReduceReturnOp : Operation
{
    [Operand<AnyType>] public partial Value Result { get; }
}

/// <summary>Runs a region, which may branch, once.</summary>
[Op("scf.execute_region")]
public sealed partial class ExecuteRegionOp : Operation, IRegionBranch
{
    [Result<AnyType>] public partial ResultRange Values { get; }

    [Region(NonEmpty = true, Name = "region")] public partial Region Body { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [RegionSuccessor.Into(Body)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (parser.Tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        return parser.ParseRegion(state.AddRegion(), state.Info) && parser.ParseOptionalAttrDict(state);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        if (Values.Count > 0)
        {
            printer.Text(" -> ");
            printer.ResultTypes([.. Values.Types]);
        }

        printer.Space();
        printer.Region(Body);
        printer.AttrDict(this);
    }

    private bool Verify(DiagnosticBag diagnostics) =>
        Body.Entry.Arguments.Count == 0 || Error(diagnostics, "region cannot have any arguments");
}

/// <summary>Runs the region of the case that equals the argument, else the default one.</summary>
[Op("scf.index_switch")]
[Traits(RecursiveMemoryEffects, SingleBlock)]
[ImplicitTerminator<YieldOp>]
public sealed partial class IndexSwitchOp : Operation, IRegionBranch, IRunsRegionsAtMostOnce
{
    [Attr] public partial Sequence<long> Cases { get; set; }

    [Operand<Index>] public partial Value Arg { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region DefaultRegion { get; }

    [Region] public partial IReadOnlyList<Region> CaseRegions { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) =>
        constants[0] is IntegerAttr arg ? [RegionSuccessor.Into(RegionFor(arg.Int64))] : Regions.Select(r => RegionSuccessor.Into(r));

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    /// <summary>The region that runs for an argument.</summary>
    public Region RegionFor(long value) => Cases.ToList().IndexOf(value) is >= 0 and var taken ? CaseRegions[taken] : DefaultRegion;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseIndexSwitch(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        for (var i = 1; i < Regions.Count; i++)
            if (Regions[i].Blocks.Count != 1)
                return Error(diagnostics, $"region #{i} ('caseRegions') failed to verify constraint: region with 1 blocks");
        if (Cases.Count != CaseRegions.Count)
            return Error(diagnostics, $"has {CaseRegions.Count} case regions but {Cases.Count} case values");
        var seen = new HashSet<long>();
        foreach (var value in Cases)
            if (!seen.Add(value)) return Error(diagnostics, $"has duplicate case value: {value}");
        if (!VerifyYield(DefaultRegion, "default region", diagnostics)) return false;
        for (var i = 0; i < CaseRegions.Count; i++)
            if (!VerifyYield(CaseRegions[i], $"case region #{i}", diagnostics))
                return false;
        return true;
    }

    private bool VerifyYield(Region region, string name, DiagnosticBag diagnostics)
    {
        var last = region.Entry.Last!;
        if (last is not YieldOp yield) return Error(diagnostics, $"expected region to end with scf.yield, but got {last.Name}");
        if (yield.Values.Count != Values.Count)
            return Fail(
                $"expected each region to return {Values.Count} values, but {name} returns {yield.Values.Count}",
                "see yield operation here");
        for (var i = 0; i < Values.Count; i++)
            if (yield.Values[i].Type != Values[i].Type)
                return Fail(
                    $"expected result #{i} of each region to be '{Values[i].Type}'", $"{name} returns '{yield.Values[i].Type}' here");
        return true;

        bool Fail(string message, string note)
        {
            diagnostics.Add(Diagnostic.Error(Location, $"'{Name}' op {message}").WithNote(yield.Location, note));
            return false;
        }
    }
}
