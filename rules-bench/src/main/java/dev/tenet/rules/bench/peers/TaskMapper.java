package dev.tenet.rules.bench.peers;

import dev.tenet.rules.bench.TaskTable.Task;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The queries as MyBatis has them. */
public interface TaskMapper {
    /** One row by its key. */
    @Select("SELECT id, type, status, priority, hours FROM tasks WHERE id = #{id}")
    Task point(@Param("id") long id);

    /** 50 rows in order. */
    @Select("SELECT id, type, status, priority, hours FROM tasks WHERE id >= #{id} ORDER BY id LIMIT 50")
    List<Task> range(@Param("id") long id);
}
