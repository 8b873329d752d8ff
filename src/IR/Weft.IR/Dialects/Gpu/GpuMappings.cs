namespace Weft.IR;

// What a loop of an scf.forall runs on. One enum per kind of processor: their dimensions have the same names.

/// <summary><c>#gpu.block&lt;x&gt;</c>: the blocks of the grid.</summary>
[IrEnum("gpu.block", EnumForm.Attribute)]
public enum BlockMapping
{
    X, Y, Z,
    [Keyword("linear_dim_0")] Linear0,
    [Keyword("linear_dim_1")] Linear1,
    [Keyword("linear_dim_2")] Linear2,
    [Keyword("linear_dim_3")] Linear3,
    [Keyword("linear_dim_4")] Linear4,
    [Keyword("linear_dim_5")] Linear5,
    [Keyword("linear_dim_6")] Linear6,
    [Keyword("linear_dim_7")] Linear7,
    [Keyword("linear_dim_8")] Linear8,
    [Keyword("linear_dim_9")] Linear9,
}

/// <summary><c>#gpu.thread&lt;x&gt;</c>: the threads of a block.</summary>
[IrEnum("gpu.thread", EnumForm.Attribute)]
public enum ThreadMapping
{
    X, Y, Z,
    [Keyword("linear_dim_0")] Linear0,
    [Keyword("linear_dim_1")] Linear1,
    [Keyword("linear_dim_2")] Linear2,
    [Keyword("linear_dim_3")] Linear3,
    [Keyword("linear_dim_4")] Linear4,
    [Keyword("linear_dim_5")] Linear5,
    [Keyword("linear_dim_6")] Linear6,
    [Keyword("linear_dim_7")] Linear7,
    [Keyword("linear_dim_8")] Linear8,
    [Keyword("linear_dim_9")] Linear9,
}

/// <summary><c>#gpu.warp&lt;x&gt;</c>: the subgroups of a block.</summary>
[IrEnum("gpu.warp", EnumForm.Attribute)]
public enum WarpMapping
{
    X, Y, Z,
    [Keyword("linear_dim_0")] Linear0,
    [Keyword("linear_dim_1")] Linear1,
    [Keyword("linear_dim_2")] Linear2,
    [Keyword("linear_dim_3")] Linear3,
    [Keyword("linear_dim_4")] Linear4,
    [Keyword("linear_dim_5")] Linear5,
    [Keyword("linear_dim_6")] Linear6,
    [Keyword("linear_dim_7")] Linear7,
    [Keyword("linear_dim_8")] Linear8,
    [Keyword("linear_dim_9")] Linear9,
}

/// <summary><c>#gpu.warpgroup&lt;x&gt;</c>: groups of subgroups of a block.</summary>
[IrEnum("gpu.warpgroup", EnumForm.Attribute)]
public enum WarpgroupMapping
{
    X, Y, Z,
    [Keyword("linear_dim_0")] Linear0,
    [Keyword("linear_dim_1")] Linear1,
    [Keyword("linear_dim_2")] Linear2,
    [Keyword("linear_dim_3")] Linear3,
    [Keyword("linear_dim_4")] Linear4,
    [Keyword("linear_dim_5")] Linear5,
    [Keyword("linear_dim_6")] Linear6,
    [Keyword("linear_dim_7")] Linear7,
    [Keyword("linear_dim_8")] Linear8,
    [Keyword("linear_dim_9")] Linear9,
}

/// <summary><c>#gpu.memory_space&lt;workgroup&gt;</c>: where a copy is put.</summary>
[IrEnum("gpu.memory_space", EnumForm.Attribute)]
public enum MemorySpaceMapping
{
    Global = 1,
    Workgroup = 2,
    Private = 3,
}

/// <summary>What one loop of an <c>scf.parallel</c> runs on.</summary>
[IrEnum("gpu.processor", EnumForm.I64)]
public enum LoopProcessor
{
    [Keyword("block_x")] BlockX,
    [Keyword("block_y")] BlockY,
    [Keyword("block_z")] BlockZ,
    [Keyword("thread_x")] ThreadX,
    [Keyword("thread_y")] ThreadY,
    [Keyword("thread_z")] ThreadZ,
    Sequential,
}
