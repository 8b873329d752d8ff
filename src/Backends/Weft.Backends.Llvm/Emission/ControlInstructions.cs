using System.Globalization;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Branches, checks, parallel calls.</summary>
internal static class ControlInstructions
{
    public static void Branch(FunctionEmitter to, Operation op)
    {
        to.EndBlock();
        to.Line($"br label %{to.LabelOf(((BranchOp)op).Dest)}");
    }

    public static void CondBranch(FunctionEmitter to, Operation op)
    {
        var branch = (CondBranchOp)op;
        var weights = op.Attribute(KernelAttributes.Likely) is null ? "" : ", !prof !0";
        to.EndBlock();
        to.Line($"br i1 {to[branch.Condition]}, label %{to.Edges.LabelOf(to, op, 0)}, label %{to.Edges.LabelOf(to, op, 1)}{weights}");
        to.Edges.End(to, op);
    }

    public static void Switch(FunctionEmitter to, Operation op)
    {
        var choice = (SwitchOp)op;
        var type = to.TypeOf(choice.Flag, op);
        to.EndBlock();
        var cases = choice.Cases.Select((value, i) => $"{type} {value.Value}, label %{to.Edges.LabelOf(to, op, i + 1)}");
        to.Line($"switch {type} {to[choice.Flag]}, label %{to.Edges.LabelOf(to, op, 0)} [ {string.Join(" ", cases)} ]");
        to.Edges.End(to, op);
    }

    // One unsigned comparison catches negative indices, too.
    public static void CheckIndex(FunctionEmitter to, Operation op)
    {
        var check = (CheckIndexOp)op;
        var inside = to.Assign($"icmp ult i64 {to[check.Index]}, {to[check.Bound]}");
        to.Check(inside, new FaultSite(FaultKind.IndexOutOfRange, op.Location.Position, check.Subject), to[check.Index], to[check.Bound]);
    }

    public static void CheckDivision(FunctionEmitter to, Operation op)
    {
        var check = (CheckDivisionOp)op;
        var type = to.TypeOf(check.Rhs, op);
        var nonzero = to.Assign($"icmp ne {type} {to[check.Rhs]}, 0");
        to.Check(nonzero, new FaultSite(FaultKind.DivisionByZero, op.Location.Position, ""), "0", "0");
        if (check.ZeroOnly) return;
        var smallest = (-System.Numerics.BigInteger.One << (IntegerBits.Width(check.Rhs.Type) - 1)).ToString(CultureInfo.InvariantCulture);
        var large = to.Assign($"icmp ne {type} {to[check.Lhs]}, {smallest}");
        var plain = to.Assign($"icmp ne {type} {to[check.Rhs]}, -1");
        to.Check(to.Assign($"or i1 {large}, {plain}"), new FaultSite(FaultKind.DivisionOverflow, op.Location.Position, ""), "0", "0");
    }

    public static void Assert(FunctionEmitter to, Operation op)
    {
        var assertion = (AssertOp)op;
        to.Check(to[assertion.Arg], new FaultSite(AssertedFaults.KindOf(assertion), op.Location.Position, assertion.Msg), "0", "0");
    }

    /// <summary>Stores the arguments in a block of the shape that the tile function reads, and asks the runtime to call it.</summary>
    public static void ParallelCall(FunctionEmitter to, Operation op)
    {
        var call = (ParallelCallOp)op;
        var slots = new List<(string Type, string Operand)> { ("ptr", to.Context) };
        foreach (var argument in call.Arguments)
            if (argument.Type is MemRefType type) slots.AddRange(to.MemRef(argument).Parts(type));
            else if (argument.Type is IntegerType { Width: 1 }) slots.Add(("i8", to.Assign($"zext i1 {to[argument]} to i8")));
            else slots.Add((to.TypeOf(argument, op), to[argument]));
        var block = to.Block(slots);
        var callback = MemoryInstructions.Callback(to, ContextOffsets.ParallelFor);
        var tile = to.Module.SymbolOf((FuncOp)SymbolTable.Resolve(call, call.Callee)!, Calling.Tile);
        to.Line($"call void {callback}(ptr {to.Context}, ptr @{tile}, ptr {block}, i64 {to[call.Count]}, i64 {to[call.Grain]})");
        to.Poll();
    }
}
