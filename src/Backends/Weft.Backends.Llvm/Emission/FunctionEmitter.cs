using System.Globalization;
using System.Text;
using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>
/// Writes one function as LLVM text. Each IR block becomes one or more LLVM blocks: a check ends one and begins the next. Block
/// arguments become phis, written last, when it is known where each predecessor ends.
/// </summary>
internal sealed class FunctionEmitter(ModuleEmitter module, FuncOp function, string symbol, Calling calling)
{
    private readonly Dictionary<Value, string> _values = [];
    private readonly Dictionary<Value, MemRefOperand> _memrefs = [];
    private readonly Dictionary<Block, string> _lastLabel = [];
    private readonly Dictionary<Block, int> _ids = [];
    private readonly Dictionary<(Operation Branch, int Successor), string> _edges = [];
    private readonly Dictionary<AllocOp, string> _alive = [];
    private readonly List<string> _parameters = [];
    private readonly StringBuilder _entry = new();
    private StringBuilder _code = new();
    private Block? _block;
    private string _label = "entry";
    private int _next;

    public ModuleEmitter Module => module;

    public FuncOp Function => function;

    public Calling Calling => calling;

    /// <summary>What limits the operation that is being written to some lanes.</summary>
    public Value? Mask { get; set; }

    public string Emit()
    {
        var blocks = function.Body.Blocks;
        for (var i = 0; i < blocks.Count; i++) _ids[blocks[i]] = i;
        EmitArguments();
        foreach (var block in blocks)
            foreach (var argument in block.IsEntry ? [] : block.Arguments) DeclarePhi(argument);

        var bodies = new List<(Block Block, StringBuilder Code)>();
        foreach (var block in blocks)
        {
            (_block, _label, _code) = (block, LabelOf(block), new StringBuilder());
            if (block.IsEntry && calling == Calling.Launch) module.Globals?.Fill(this);
            if (block.IsEntry && calling == Calling.Direct) CallInstructions.CheckStack(this);
            foreach (var op in block.Ops) Instructions.Emit(this, op);
            bodies.Add((block, _code));
        }

        var text = new StringBuilder();
        var linkage = calling == Calling.Launch ? "" : "internal ";
        text.Append(CultureInfo.InvariantCulture, $"define {linkage}{ResultType} @{symbol}({string.Join(", ", _parameters)}) #0 {{\n");
        text.Append("entry:\n").Append(_entry).Append("  br label %b0\n");
        foreach (var (block, code) in bodies)
        {
            text.Append(LabelOf(block)).Append(":\n");
            if (!block.IsEntry) EmitPhis(text, block);
            text.Append(code);
        }

        return text.Append("}\n").ToString();
    }

    public string LabelOf(Block block) => string.Create(CultureInfo.InvariantCulture, $"b{_ids[block]}");

    public string Fresh() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");

    /// <summary>An instruction without result.</summary>
    public void Line(string instruction) => _code.Append("  ").Append(instruction).Append('\n');

    /// <summary>An instruction with a result in a new register.</summary>
    public string Assign(string instruction)
    {
        var name = Fresh();
        Line($"{name} = {instruction}");
        return name;
    }

    /// <summary>A product of 64-bit numbers.</summary>
    public string Multiply(string a, string b) =>
        a == "1" ? b : b == "1" ? a : a == "0" || b == "0" ? "0" : Known(a, b, (x, y) => x * y) ?? Assign($"mul i64 {a}, {b}");

    /// <summary>A sum of 64-bit numbers.</summary>
    public string Add(string a, string b) =>
        a == "0" ? b : b == "0" ? a : Known(a, b, (x, y) => x + y) ?? Assign($"add i64 {a}, {b}");

    private static string? Known(string a, string b, Func<long, long, long> combine) =>
        long.TryParse(a, CultureInfo.InvariantCulture, out var x) && long.TryParse(b, CultureInfo.InvariantCulture, out var y)
            ? LlvmTypes.Extent(combine(x, y)) : null;

    /// <summary>An instruction of the function's entry: what must happen once, such as stack memory.</summary>
    public string AssignInEntry(string instruction)
    {
        var name = Fresh();
        _entry.Append("  ").Append(name).Append(" = ").Append(instruction).Append('\n');
        return name;
    }

    /// <summary>Stack memory that holds values, one behind the other, in 8 bytes each.</summary>
    public string Block(IEnumerable<(string Type, string Operand)> values)
    {
        var slots = values.ToList();
        var block = AssignInEntry($"alloca [{Math.Max(1, slots.Count)} x i64], align 8");
        for (var i = 0; i < slots.Count; i++)
        {
            var address = Assign($"getelementptr inbounds i64, ptr {block}, i64 {i}");
            Line($"store {slots[i].Type} {slots[i].Operand}, ptr {address}, align 8");
        }

        return block;
    }

    /// <summary>The operand text of a value: a register or a constant.</summary>
    public string this[Value value] =>
        _values.TryGetValue(value, out var text) ? text
        : value.Def is ConstantOp { Value: IntegerAttr or FloatAttr } constant ? LlvmTypes.Constant(constant.Value)
        : throw new InvalidOperationException($"a value of '{value.Def?.Name}' is used before it was written");

    public void Bind(Value value, string operand) => _values[value] = operand;

    public MemRefOperand MemRef(Value value) => _memrefs[value];

    public void Bind(Value value, MemRefOperand memref) => _memrefs[value] = memref;

    /// <summary>The LLVM type of a value, or an error that names the operation.</summary>
    public string TypeOf(Value value, Operation user) => TypeOf(value.Type, user);

    public string TypeOf(IrType type, Operation user)
    {
        if (LlvmTypes.Register(type) is { } known) return known;
        throw EmissionException.Unsupported(user, $"type '{type}'");
    }

    /// <summary>Where it is kept whether memory has not been freed yet.</summary>
    public string AliveFlag(AllocOp alloc)
    {
        if (!_alive.TryGetValue(alloc, out var flag)) _alive[alloc] = flag = AssignInEntry("alloca i1");
        return flag;
    }

    /// <summary>Goes on only when the condition holds; else records a fault and leaves the function.</summary>
    public void Check(string condition, FaultSite site, string index, string bound)
    {
        var (ok, bad) = (NewLabel(), NewLabel());
        Line($"br i1 {condition}, label %{ok}, label %{bad}, !prof !0");
        Begin(bad);
        Line($"call void @weft.fault(ptr {Context}, i32 {module.SiteId(site)}, i64 {index}, i64 {bound})");
        Leave();
        Begin(ok);
    }

    /// <summary>Leaves the function when the launch was stopped or has faulted.</summary>
    public void Poll()
    {
        var word = Assign($"load atomic i64, ptr {Context} monotonic, align 8");
        var going = Assign($"icmp eq i64 {word}, 0");
        var (ok, stop) = (NewLabel(), NewLabel());
        Line($"br i1 {going}, label %{ok}, label %{stop}, !prof !0");
        Begin(stop);
        Leave();
        Begin(ok);
    }

    // Nobody looks at the results.
    private void Leave() => Line(ResultType == "void" ? "ret void" : $"ret {ResultType} zeroinitializer");

    private string ResultType => CallInstructions.ResultType(function.Type.Results, function);

    public string Context => "%ctx";

    /// <summary>Remembers where the block ends: what phis of its successors name.</summary>
    public void EndBlock() => _lastLabel[_block!] = _label;

    /// <summary>Where a branch goes for one of its successors. Where several lead to one block with arguments, each has an LLVM block of
    /// its own, which <see cref="EndBranch"/> writes: a phi has one value for each block that control comes from.</summary>
    public string EdgeTo(Operation branch, int successor)
    {
        var target = branch.Successors[successor];
        if (target.Arguments.Count == 0 || branch.Successors.Count(s => s == target) == 1) return LabelOf(target);
        return _edges[(branch, successor)] = NewLabel();
    }

    public void EndBranch(Operation branch)
    {
        for (var i = 0; i < branch.Successors.Count; i++)
        {
            if (!_edges.TryGetValue((branch, i), out var label)) continue;
            Begin(label);
            Line($"br label %{LabelOf(branch.Successors[i])}");
        }
    }

    public string NewLabel() => string.Create(CultureInfo.InvariantCulture, $"l{_next++}");

    /// <summary>Begins an LLVM block inside the IR block.</summary>
    public void Begin(string label)
    {
        _code.Append(label).Append(":\n");
        _label = label;
    }

    private void EmitArguments()
    {
        _parameters.AddRange(calling == Calling.Direct ? ["ptr %ctx"] : ["ptr %args", "i64 %begin", "i64 %end", "ptr %scratch"]);
        if (calling != Calling.Direct) EmitSlots();
        else
            foreach (var argument in function.Body.Entry.Arguments)
                if (argument.Type is MemRefType type) Bind(argument, MemRefOperand.Of(type, Parameter));
                else Bind(argument, Parameter(TypeOf(argument.Type, function)));

        string Parameter(string type)
        {
            var name = Fresh();
            _parameters.Add($"{type} {name}");
            return name;
        }
    }

    // Slot 0 is the launch context; then each argument: a scalar takes one slot, a memref its address and extents.
    private void EmitSlots()
    {
        var isTile = calling == Calling.Tile;
        _entry.Append("  %ctx = load ptr, ptr %args, align 8\n");
        var slot = 1;
        var arguments = function.Body.Entry.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (isTile && i < 2) Bind(argument, i == 0 ? "%begin" : "%end");
            else if (argument.Type is MemRefType type) Bind(argument, isTile ? MemRefOperand.Of(type, Next) : Given(type));
            else Bind(argument, Next(TypeOf(argument.Type, function)));
        }

        string Next(string type) => LoadSlot(slot++, type);

        // The caller gives static extents, too; it checked that they are the type's.
        MemRefOperand Given(MemRefType type)
        {
            var pointer = Next("ptr");
            var first = slot;
            slot += type.Rank;
            return new(pointer, [.. type.Shape.Select((e, d) =>
                e == ShapedType.Dynamic ? LoadSlot(first + d, "i64") : LlvmTypes.Extent(e))]);
        }
    }

    private string LoadSlot(int slot, string type)
    {
        var address = AssignInEntry($"getelementptr inbounds i64, ptr %args, i64 {slot}");
        if (type != "i1") return AssignInEntry($"load {type}, ptr {address}, align 8");
        var stored = AssignInEntry($"load i8, ptr {address}, align 8");
        return AssignInEntry($"trunc i8 {stored} to i1");
    }

    private void DeclarePhi(BlockArgument argument)
    {
        if (argument.Type is MemRefType type) Bind(argument, MemRefOperand.Of(type, _ => Fresh()));
        else Bind(argument, Fresh());
    }

    private void EmitPhis(StringBuilder text, Block block)
    {
        for (var i = 0; i < block.Arguments.Count; i++)
        {
            var argument = block.Arguments[i];
            var incoming = EdgesInto(block, i).ToList();
            if (argument.Type is not MemRefType memory)
            {
                Phi(text, _values[argument], TypeOf(argument.Type, function), incoming, value => this[value]);
                continue;
            }

            var parts = _memrefs[argument].Parts(memory).ToList();
            for (var p = 0; p < parts.Count; p++)
                Phi(text, parts[p].Operand, parts[p].Type, incoming, value => _memrefs[value].Parts(memory).ElementAt(p).Operand);
        }
    }

    private IEnumerable<Incoming> EdgesInto(Block block, int index)
    {
        foreach (var terminator in block.PredecessorTerminators.Distinct())
            for (var s = 0; s < terminator.Successors.Count; s++)
                if (terminator.Successors[s] == block)
                    yield return new(
                        ((IBranch)terminator).SuccessorOperands(s)[index],
                        _edges.GetValueOrDefault((terminator, s)) ?? _lastLabel[terminator.Parent!]);
    }

    private static void Phi(StringBuilder text, string name, string type, IEnumerable<Incoming> incoming, Func<Value, string> operand)
    {
        var sources = string.Join(", ", incoming.Select(edge => $"[ {operand(edge.Value)}, %{edge.Label} ]"));
        text.Append(CultureInfo.InvariantCulture, $"  {name} = phi {type} {sources}\n");
    }

    // What a block argument is when control comes from a label.
    private sealed record Incoming(Value Value, string Label);
}

/// <summary>Something in the IR has no LLVM text.</summary>
internal sealed class EmissionException(Diagnostic diagnostic) : Exception(diagnostic.ToString())
{
    public Diagnostic Diagnostic { get; } = diagnostic;

    public static EmissionException CannotLower(Operation op, string why) =>
        new(PassDiagnostics.CannotLower.At(op.Location, op.Name, "LLVM", why));

    public static EmissionException Unsupported(Operation op, string what) => CannotLower(op, $"{what} is not supported on the CPU");
}
