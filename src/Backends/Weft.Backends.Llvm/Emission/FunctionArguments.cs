using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Where the arguments of a function come from: parameters, or the block of slots that the runtime gives.</summary>
internal static class FunctionArguments
{
    /// <summary>Says what the arguments are; gives the function's LLVM parameters.</summary>
    public static IReadOnlyList<string> Bind(FunctionEmitter to)
    {
        if (to.Calling == Calling.Direct) return BindParameters(to);
        BindSlots(to, isTile: to.Calling == Calling.Tile);
        return ["ptr %args", "i64 %begin", "i64 %end", "ptr %scratch"];
    }

    private static List<string> BindParameters(FunctionEmitter to)
    {
        var parameters = new List<string> { $"ptr {to.Context}" };
        foreach (var argument in to.Function.Body.Entry.Arguments)
            if (argument.Type is MemRefType type) to.Bind(argument, MemRefOperand.Of(type, Parameter));
            else to.Bind(argument, Parameter(to.TypeOf(argument, to.Function)));
        return parameters;

        string Parameter(string type)
        {
            var name = to.Fresh();
            parameters.Add($"{type} {name}");
            return name;
        }
    }

    // Slot 0 is the launch context; then each argument: a scalar takes one slot, a memref its address and extents.
    private static void BindSlots(FunctionEmitter to, bool isTile)
    {
        to.LineInEntry($"{to.Context} = load ptr, ptr %args, align 8");
        var slot = 1;
        var arguments = to.Function.Body.Entry.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (isTile && i < 2) to.Bind(argument, i == 0 ? "%begin" : "%end");
            else if (argument.Type is MemRefType type) to.Bind(argument, isTile ? MemRefOperand.Of(type, Next) : Given(type));
            else to.Bind(argument, Next(to.TypeOf(argument, to.Function)));
        }

        string Next(string type) => LoadSlot(to, slot++, type);

        // The caller gives static extents, too; it checked that they are the type's.
        MemRefOperand Given(MemRefType type)
        {
            var pointer = Next("ptr");
            var first = slot;
            slot += type.Rank;
            string[] extents =
                [.. type.Shape.Select((e, d) => e == ShapedType.Dynamic ? LoadSlot(to, first + d, "i64") : LlvmTypes.Extent(e))];
            return type.HasIdentityLayout || type.Strided is not { } layout
                ? new(pointer, extents)
                : Apart(pointer, extents, layout.Strides);
        }

        // Elements are apart by the last stride, and rows follow one another.
        MemRefOperand Apart(string pointer, string[] extents, Sequence<long> layout)
        {
            var (strides, room) = (new string[extents.Length], LlvmTypes.Extent(layout[^1]));
            for (var d = extents.Length - 1; d >= 0; d--)
            {
                strides[d] = room;
                room = to.AssignInEntry($"mul i64 {room}, {extents[d]}");
            }

            return new(pointer, extents, strides, new(pointer, "0", room));
        }
    }

    private static string LoadSlot(FunctionEmitter to, int slot, string type)
    {
        var address = to.AssignInEntry($"getelementptr inbounds i64, ptr %args, i64 {slot}");
        if (type != "i1") return to.AssignInEntry($"load {type}, ptr {address}, align 8");
        var stored = to.AssignInEntry($"load i8, ptr {address}, align 8");
        return to.AssignInEntry($"trunc i8 {stored} to i1");
    }
}
